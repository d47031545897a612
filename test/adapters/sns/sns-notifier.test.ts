import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SNSClient, type SNSClientConfig } from '@aws-sdk/client-sns';
import { createSnsNotifier } from '../../../src/adapters/sns/sns-notifier';
import type { Finding } from '../../../src/detection/finding';
import type { Audience, Notification } from '../../../src/detection/notification';
import { renderMessage } from '../../../src/notification/message';
import type { RenderOptions } from '../../../src/notification/render-options';
import type { Notifier } from '../../../src/ports/notifier';
import { consoleClick, hostileSweep, largestSweep, longTermKeySweep } from '../../support/findings';
import { escalated, opened as openedOf } from '../../support/notifications';

const TOPIC_ARNS = {
  people: 'arn:aws:sns:eu-central-1:111122223333:regionsweep',
  archive: 'arn:aws:sns:eu-central-1:111122223333:regionsweep-record',
};

function opened(finding: Finding, audience: Audience = 'people'): Notification {
  return { ...openedOf(finding), audience };
}

/** How the endpoint answers a publish. */
type Answer = (response: ServerResponse, form: URLSearchParams) => void;

const accepted: Answer = (response) => {
  response
    .writeHead(200, { 'content-type': 'text/xml' })
    .end(
      '<PublishResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><PublishResult><MessageId>m-1</MessageId></PublishResult><ResponseMetadata><RequestId>r-1</RequestId></ResponseMetadata></PublishResponse>',
    );
};

function refused(status: number, code: string): Answer {
  return (response) => {
    response
      .writeHead(status, { 'content-type': 'text/xml' })
      .end(
        `<ErrorResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><Error><Type>Sender</Type><Code>${code}</Code><Message>no</Message></Error><RequestId>r-1</RequestId></ErrorResponse>`,
      );
  };
}

/** A local HTTP endpoint that speaks as much of the SNS query protocol as a publish needs. */
let server: Server;
let forms: URLSearchParams[];
let answer: Answer;
let clients: SNSClient[];

beforeEach(async () => {
  forms = [];
  clients = [];
  answer = accepted;
  server = createServer((request, response) => {
    void readForm(request).then((form) => {
      forms.push(form);
      answer(response, form);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});

afterEach(async () => {
  for (const client of clients) {
    client.destroy();
  }
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

async function readForm(request: IncomingMessage): Promise<URLSearchParams> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    chunks.push(chunk as Buffer);
  }
  return new URLSearchParams(Buffer.concat(chunks).toString('utf8'));
}

function notifier(config: SNSClientConfig = {}, render: RenderOptions = {}): Notifier {
  const { port } = server.address() as AddressInfo;
  const client = new SNSClient({
    endpoint: `http://127.0.0.1:${port}`,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'not-a-secret' },
    maxAttempts: 1,
    ...config,
  });
  clients.push(client);
  return createSnsNotifier({ client, topicArns: TOPIC_ARNS, render });
}

/** The one publish that the endpoint saw. */
function published(): URLSearchParams {
  expect(forms).toHaveLength(1);
  return forms[0] ?? new URLSearchParams();
}

/** Attributes as the query protocol numbers them. */
function attributesIn(form: URLSearchParams): Record<string, string> {
  const names = [...form].filter(([key]) => /^MessageAttributes\.entry\.\d+\.Name$/.test(key));
  return Object.fromEntries(
    names.map(([key, name]) => {
      const entry = key.replace(/Name$/, 'Value');
      expect(form.get(`${entry}.DataType`)).toBe('String');
      return [name, form.get(`${entry}.StringValue`) ?? ''];
    }),
  );
}

describe('createSnsNotifier', () => {
  it('publishes one message with subject, attributes and a body per protocol', async () => {
    const finding = longTermKeySweep();
    const { subject, bodies, attributes } = renderMessage(opened(finding));

    await notifier().publish(opened(finding));

    const form = published();
    expect(form.get('Action')).toBe('Publish');
    expect(form.get('TopicArn')).toBe(TOPIC_ARNS.people);
    expect(form.get('MessageStructure')).toBe('json');
    expect(form.get('Subject')).toBe(subject);
    expect(attributesIn(form)).toEqual(attributes);
    expect(JSON.parse(form.get('Message') ?? '')).toEqual(bodies);
  });

  it('shows what the deployment knows in the messages', async () => {
    const render = {
      regions: longTermKeySweep().evidence.regions,
      eventDataStore: '01234567-89ab-cdef-0123-456789abcdef',
    };

    await notifier({}, render).publish(opened(longTermKeySweep()));

    const { email } = JSON.parse(published().get('Message') ?? '') as { email: string };
    expect(email).toContain('in 17 of 17 monitored regions');
    expect(email).toContain(`FROM ${render.eventDataStore}`);
  });

  it.each(['people', 'archive'] as const)(
    'publishes to the topic of its audience: %s',
    async (audience) => {
      await notifier().publish(opened(consoleClick(), audience));

      expect(published().get('TopicArn')).toBe(TOPIC_ARNS[audience]);
    },
  );

  it('says what kind of notification it is', async () => {
    await notifier().publish(escalated(longTermKeySweep()));

    expect(attributesIn(published())).toMatchObject({ kind: 'escalated' });
  });

  it('sends the incident itself to all but e-mail and chat', async () => {
    const notification = opened(consoleClick());

    await notifier().publish(notification);

    const message = JSON.parse(published().get('Message') ?? '') as Record<string, string>;
    expect(Object.keys(message)).toEqual(['default', 'email', 'https']);
    expect(JSON.parse(message['default'] ?? '')).toEqual(
      JSON.parse(JSON.stringify(notification.incident)),
    );
  });

  it('carries hostile text over the wire unharmed and harmless', async () => {
    const finding = hostileSweep('&Subject=x&Action=DeleteTopic%0a+=\u202e\r\n"<>');

    await notifier().publish(opened(finding));

    const form = published();
    expect(form.getAll('Action')).toEqual(['Publish']);
    expect(form.getAll('Subject')).toEqual([renderMessage(opened(finding)).subject]);
    expect(JSON.parse(form.get('Message') ?? '')).toMatchObject({
      default: JSON.stringify(opened(finding).incident),
    });
  });

  it('keeps the largest incident below the limit of a message', async () => {
    const finding = largestSweep();

    await notifier().publish(opened(finding));

    const form = published();
    const attributes = Object.entries(attributesIn(form)).flat();
    const bytes = Buffer.byteLength([form.get('Message'), ...attributes].join(''));
    expect(bytes).toBeLessThan(256 * 1024);
  });

  it('publishes each incident by itself', async () => {
    const notifying = notifier();

    await Promise.all([
      notifying.publish(opened(longTermKeySweep())),
      notifying.publish(opened(consoleClick())),
    ]);

    expect(forms.map((form) => form.get('Subject')).sort()).toEqual(
      [longTermKeySweep(), consoleClick()]
        .map((finding) => renderMessage(opened(finding)).subject)
        .sort(),
    );
  });

  it.each([
    ['refuses the caller', 403, 'AuthorizationError'],
    ['does not know the topic', 404, 'NotFound'],
    ['is down', 500, 'InternalError'],
    ['is overloaded', 429, 'Throttled'],
  ])('rejects when SNS %s', async (_, status, code) => {
    answer = refused(status, code);

    await expect(notifier().publish(opened(longTermKeySweep()))).rejects.toMatchObject({
      $metadata: { httpStatusCode: status },
    });
  });

  it('rejects when SNS does not answer in time', async () => {
    answer = () => undefined;

    await expect(
      notifier({ requestHandler: { requestTimeout: 50, throwOnRequestTimeout: true } }).publish(
        opened(longTermKeySweep()),
      ),
    ).rejects.toMatchObject({ name: 'TimeoutError' });
  });

  it('rejects when SNS breaks the connection', async () => {
    answer = (response) => response.destroy();

    await expect(notifier().publish(opened(longTermKeySweep()))).rejects.toThrow();
  });

  it('succeeds when a retry of the client does', async () => {
    answer = (response, form) =>
      (forms.length === 1 ? refused(500, 'InternalError') : accepted)(response, form);

    await notifier({ maxAttempts: 2 }).publish(opened(longTermKeySweep()));

    expect(forms).toHaveLength(2);
    expect(forms[1]?.get('Message')).toBe(forms[0]?.get('Message'));
  });
});
