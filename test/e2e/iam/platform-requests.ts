import type { AskedFor } from './command-requests';
import type { DeployedResource } from './deployed-stack';
import type { DeployedHub } from './hub';

/** What Lambda does with the role of a function: it writes the log, passes on failures and reads its queue. */
export function platformRequests(hub: DeployedHub, lambda: DeployedResource): AskedFor[] {
  const log = lambda.properties.LoggingConfig.LogGroup;
  const group = hub.stack.all('AWS::Logs::LogGroup').find(({ arn }) => arn.includes(`:${log}:`));
  const stream = `${group?.arn.replace(/:\*$/, '')}:log-stream:2026/01/31/[$LATEST]1`;
  return [
    { action: 'logs:CreateLogStream', resource: stream },
    { action: 'logs:PutLogEvents', resource: stream },
    ...ofLambda(hub, 'AWS::Lambda::EventInvokeConfig', lambda).flatMap(({ properties }) => {
      const destination = properties.DestinationConfig?.OnFailure?.Destination;
      return destination === undefined
        ? []
        : [{ action: 'sqs:SendMessage', resource: destination }];
    }),
    ...ofLambda(hub, 'AWS::Lambda::EventSourceMapping', lambda).flatMap(({ properties }) =>
      [
        'sqs:ChangeMessageVisibility',
        'sqs:DeleteMessage',
        'sqs:GetQueueAttributes',
        'sqs:ReceiveMessage',
      ].map((action) => ({ action, resource: properties.EventSourceArn })),
    ),
  ];
}

function ofLambda(hub: DeployedHub, type: string, lambda: DeployedResource): DeployedResource[] {
  const name = lambda.arn.split(':').at(-1);
  return hub.stack
    .all(type)
    .filter(({ properties }) => [name, lambda.arn].includes(properties.FunctionName));
}
