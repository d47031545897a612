import type { Template } from 'aws-cdk-lib/assertions';
import { type FoundResource, resourcesOf } from './synthesize';

/** Every alarm of a template, composite alarms included. */
export function alarmsOf(template: Template): FoundResource[] {
  return [
    ...resourcesOf(template, 'AWS::CloudWatch::Alarm'),
    ...resourcesOf(template, 'AWS::CloudWatch::CompositeAlarm'),
  ];
}

/** A text of a template, with the logical id of a resource for each reference to it. */
export function plainText(value: unknown): string {
  if (typeof value !== 'object' || value === null) {
    return String(value);
  }
  if (Array.isArray(value)) {
    return value.map(plainText).join('');
  }
  const { Ref, 'Fn::GetAtt': attribute, 'Fn::Join': join } = value as Record<string, unknown>;
  return String(Ref ?? (attribute as string[] | undefined)?.[0] ?? plainText(join ?? ''));
}

/** The logical ids of the topics that an alarm notifies when it fires. */
export function notifiedTopics({ properties }: FoundResource): string[] {
  return (properties.AlarmActions ?? []).map(plainText);
}
