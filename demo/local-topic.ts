import { startLoopbackServer } from './loopback-server';

/** A message as the topic got it, before SNS would hand each protocol its own body. */
export interface TopicMessage {
  readonly topicArn: string;
  readonly subject: string;
  /** Body by protocol; `default` where a protocol has none. */
  readonly bodies: Readonly<Record<string, string>>;
  readonly attributes: Readonly<Record<string, string>>;
}

/** The part of SNS that a publisher sees, on the loopback address. */
export interface LocalTopic {
  readonly endpoint: string;
  readonly messages: readonly TopicMessage[];
  stop(): Promise<void>;
}

/** Starts an endpoint that takes `Publish` requests as the AWS SDK sends them, and keeps what they carry. */
export async function startLocalTopic(): Promise<LocalTopic> {
  const messages: TopicMessage[] = [];
  const server = await startLoopbackServer((_request, body, response) => {
    const parameters = new URLSearchParams(body);
    if (parameters.get('Action') !== 'Publish') {
      response.writeHead(400).end();
      return;
    }
    messages.push(readMessage(parameters));
    response.writeHead(200, { 'content-type': 'text/xml' }).end(published(messages.length));
  });
  return { ...server, messages };
}

function readMessage(parameters: URLSearchParams): TopicMessage {
  const attributes: Record<string, string> = {};
  for (let entry = 1; parameters.has(`MessageAttributes.entry.${entry}.Name`); entry += 1) {
    const name = parameters.get(`MessageAttributes.entry.${entry}.Name`) ?? '';
    attributes[name] = parameters.get(`MessageAttributes.entry.${entry}.Value.StringValue`) ?? '';
  }
  return {
    topicArn: parameters.get('TopicArn') ?? '',
    subject: parameters.get('Subject') ?? '',
    bodies: JSON.parse(parameters.get('Message') ?? '{}') as Record<string, string>,
    attributes,
  };
}

/** @see https://docs.aws.amazon.com/sns/latest/api/API_Publish.html */
function published(number: number): string {
  const id = `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
  return `<PublishResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><PublishResult><MessageId>${id}</MessageId></PublishResult><ResponseMetadata><RequestId>${id}</RequestId></ResponseMetadata></PublishResponse>`;
}
