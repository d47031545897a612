import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { SubscribeCommand } from '@aws-sdk/client-sns';
import type { Clients } from './clients';
import type { Inbox } from './inbox';

const PROTOCOLS = ['http', 'https'] as const;
type Protocol = (typeof PROTOCOLS)[number];

/** What SNS posts to a subscriber. @see https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html */
interface Post {
  readonly Type: string;
  readonly SubscribeURL: string;
  readonly Subject?: string;
  readonly Message: string;
  readonly MessageAttributes?: Readonly<Record<string, { readonly Value: string }>>;
}

/**
 * Subscribes a local web server to a topic, by `http` and by `https`, and confirms both as SNS asks for it.
 * The emulator does not mind that the address of the latter has no TLS.
 */
export async function subscribeHttp(
  { sns }: Clients,
  topicArn: string,
  inbox: Inbox,
): Promise<{ stop(): Promise<void> }> {
  const confirmations = new Map<Protocol, () => void>();
  const server = createServer((request, response) => {
    handle(request)
      .catch(() => response.writeHead(500))
      .finally(() => response.end());
  });

  async function handle(request: IncomingMessage): Promise<void> {
    const subscriber = request.url?.slice(1) as Protocol;
    const post = JSON.parse(await text(request)) as Post;
    if (post.Type === 'SubscriptionConfirmation') {
      const answer = await fetch(post.SubscribeURL);
      if (answer.ok) {
        confirmations.get(subscriber)?.();
      }
      return;
    }
    const attributes = Object.entries(post.MessageAttributes ?? {});
    inbox.take({
      subscriber,
      body: post.Message,
      subject: post.Subject,
      attributes: Object.fromEntries(attributes.map(([name, { Value }]) => [name, Value])),
    });
  }

  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  for (const protocol of PROTOCOLS) {
    const confirmed = new Promise<void>((resolve) => confirmations.set(protocol, resolve));
    const Endpoint = `http://127.0.0.1:${port}/${protocol}`;
    await sns.send(new SubscribeCommand({ TopicArn: topicArn, Protocol: protocol, Endpoint }));
    await confirmed;
  }
  return {
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
