import { readFileSync } from 'node:fs';
import path from 'node:path';
import {
  GetQueueAttributesCommand,
  ListQueuesCommand,
  SetQueueAttributesCommand,
} from '@aws-sdk/client-sqs';
import type { Deployment } from './deployment';

/** Seconds between tries, instead of two minutes. */
const HASTY_SECONDS = 1;

interface Template {
  readonly Resources: Readonly<
    Record<string, { readonly Type: string; readonly Properties?: QueueProperties }>
  >;
}

interface QueueProperties {
  readonly RedrivePolicy?: {
    readonly maxReceiveCount: number;
    readonly deadLetterTargetArn: { readonly 'Fn::GetAtt': readonly [string, 'Arn'] };
  };
}

/**
 * Gives the queue of queue ingestion the redrive policy that its template has, which the emulator leaves out, and
 * makes it try faster.
 *
 * @returns what makes it wait as long as before. The policy stays, as AWS would have it.
 */
export async function connectDeadLetters({
  emulator,
  clients,
}: Deployment): Promise<() => Promise<void>> {
  const client = clients.sqs();
  const file = path.join(emulator.environment['CDK_OUTPUT'] ?? '', 'RegionSweep.template.json');
  const { Resources } = JSON.parse(readFileSync(file, 'utf8')) as Template;
  const [[id = '', policy] = []] = Object.entries(Resources).flatMap(([name, one]) =>
    one.Properties?.RedrivePolicy === undefined || one.Type !== 'AWS::SQS::Queue'
      ? []
      : [[name, one.Properties.RedrivePolicy] as const],
  );
  if (policy === undefined) {
    throw new Error(`No queue in ${file} has a redrive policy.`);
  }
  const find = async (logicalId: string) => {
    const { QueueUrls = [] } = await client.send(
      new ListQueuesCommand({ QueueNamePrefix: `RegionSweep-${logicalId}` }),
    );
    const [QueueUrl] = QueueUrls;
    const { Attributes = {} } = await client.send(
      new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }),
    );
    return { QueueUrl, Attributes };
  };
  const { QueueUrl, Attributes } = await find(id);
  const deadLetters = await find(policy.deadLetterTargetArn['Fn::GetAtt'][0]);
  const set = async (attributes: Record<string, string>) => {
    await client.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: attributes }));
  };
  await set({
    VisibilityTimeout: String(HASTY_SECONDS),
    RedrivePolicy: JSON.stringify({
      maxReceiveCount: policy.maxReceiveCount,
      deadLetterTargetArn: deadLetters.Attributes['QueueArn'],
    }),
  });
  return () => set({ VisibilityTimeout: Attributes['VisibilityTimeout'] ?? '' });
}
