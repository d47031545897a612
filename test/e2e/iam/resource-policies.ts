import { type DeployedResource, type DeployedStack, merged } from './deployed-stack';
import type { PolicyDocument } from './simulator';

/** The resource policy of each topic, queue, key, bus and function of a stack, by ARN. */
export function resourcePoliciesOf(stack: DeployedStack): ReadonlyMap<string, PolicyDocument> {
  const found: (readonly [arn: string, document: PolicyDocument])[] = [
    ...stack
      .all('AWS::SNS::TopicPolicy')
      .flatMap(({ properties: { Topics, PolicyDocument: document } }) =>
        Topics.map((arn: string) => [arn, document] as const),
      ),
    ...stack
      .all('AWS::SQS::QueuePolicy')
      .flatMap(({ properties: { Queues, PolicyDocument: document } }) =>
        queuesByUrl(stack, Queues).map(({ arn }) => [arn, document] as const),
      ),
    ...stack
      .all('AWS::KMS::Key')
      .map(({ arn, properties: { KeyPolicy } }) => [arn, KeyPolicy] as const),
    ...stack.all('AWS::Events::EventBusPolicy').flatMap(({ properties }) =>
      stack
        .all('AWS::Events::EventBus')
        .filter(({ properties: { Name } }) => Name === properties.EventBusName)
        .map(({ arn }) => [arn, asDocument(properties.Statement)] as const),
    ),
    ...stack
      .all('AWS::Lambda::Permission')
      .map(({ properties }) => [properties.FunctionName, permission(properties)] as const),
  ];
  const policies = new Map<string, PolicyDocument>();
  for (const [arn, document] of found) {
    policies.set(arn, merged([policies.get(arn) ?? asDocument(), document]));
  }
  return policies;
}

function queuesByUrl(stack: DeployedStack, urls: readonly string[]): DeployedResource[] {
  return stack
    .all('AWS::SQS::Queue')
    .filter(({ arn }) => urls.some((url) => url.endsWith(`/${arn.split(':').at(-1)}`)));
}

function asDocument(...statements: readonly unknown[]): PolicyDocument {
  return { Version: '2012-10-17', Statement: statements };
}

/** A permission of a function, as Lambda writes it into the policy of the function. */
function permission({
  FunctionName,
  Action,
  Principal,
  SourceArn,
  SourceAccount,
}: Readonly<Record<string, string>>): PolicyDocument {
  return asDocument({
    Effect: 'Allow',
    Principal: { Service: Principal },
    Action,
    Resource: FunctionName,
    Condition: {
      ...(SourceArn !== undefined && { ArnLike: { 'aws:SourceArn': SourceArn } }),
      ...(SourceAccount !== undefined && { StringEquals: { 'aws:SourceAccount': SourceAccount } }),
    },
  });
}
