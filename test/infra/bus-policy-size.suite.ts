import { MAX_ACCOUNTS } from '../../src/config/structured-keys';
import { hubTemplate, resourcesOf } from './synthesize';

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html */
const MAX_POLICY_CHARACTERS = 10_240;

/** A long one, so that its ARN is too. */
const BUS_ARN = 'arn:aws:events:ap-northeast-1:111122223333:event-bus/regionsweep';

it('the policy of the hub bus has room for an organization and as many accounts as may be listed', () => {
  const accounts = Array.from({ length: MAX_ACCOUNTS }, (_, index) => String(1e11 + index));
  const template = hubTemplate({
    subscribers: 'none',
    organization: { id: `o-${'a'.repeat(32)}`, accounts },
  });

  const statements = resourcesOf(template, 'AWS::Events::EventBusPolicy').map(
    ({ properties }) => properties.Statement,
  );

  const policy = JSON.stringify(resolved({ Version: '2012-10-17', Statement: statements }));
  expect(policy.match(/:iam::\d{12}:root/g)).toHaveLength(MAX_ACCOUNTS);
  expect(policy).not.toContain('Fn::');
  expect(policy.length).toBeLessThan(MAX_POLICY_CHARACTERS);
});

/** A value as CloudFormation resolves it. */
function resolved(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(resolved);
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  const members = value as Readonly<Record<string, unknown>>;
  if ('Fn::GetAtt' in members) {
    return BUS_ARN;
  }
  if ('Ref' in members) {
    return 'aws';
  }
  if ('Fn::Join' in members) {
    const [separator, parts] = members['Fn::Join'] as [string, unknown[]];
    return parts.map(resolved).join(separator);
  }
  return Object.fromEntries(Object.entries(members).map(([key, one]) => [key, resolved(one)]));
}
