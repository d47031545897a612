import type { DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';

type RequestHandler = NonNullable<DynamoDBClientConfig['requestHandler']>;

/** An answer as it came over the network. */
interface Answer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** What the SDK asks of whatever carries its requests, as far as it matters here. */
interface Carrier {
  handle(
    request: unknown,
    options: unknown,
  ): Promise<{ response: Omit<Answer, 'body'> & { readonly body: AsyncIterable<Uint8Array> } }>;
}

/** Answers to requests, in the order of the requests. */
export interface Answers {
  /** Carries requests as `carrier` does, and keeps the answers. */
  record(carrier: unknown): RequestHandler;
  /** Gives the answers that were kept, from the first on, without a network: the requests have to be the same. */
  replay(): RequestHandler;
}

export function createAnswers(): Answers {
  const answers: Answer[] = [];
  return {
    record: (carrier) =>
      requestHandler(async (request, options) => {
        const { response } = await (carrier as Carrier).handle(request, options);
        const chunks: Uint8Array[] = [];
        for await (const chunk of response.body) {
          chunks.push(chunk);
        }
        const { statusCode, headers } = response;
        const answer = { statusCode, headers, body: Buffer.concat(chunks) };
        answers.push(answer);
        return answer;
      }),
    replay: () => {
      const left = answers.values();
      return requestHandler(async () => {
        const { value } = left.next();
        if (value === undefined) {
          throw new Error(`More requests than the ${answers.length} that were answered before.`);
        }
        return value;
      });
    },
  };
}

/** One answer to every request. */
export function alwaysAnswer(text: string): RequestHandler {
  const answer = { statusCode: 200, headers: { 'content-type': 'text/xml' } };
  return requestHandler(async () => ({ ...answer, body: Buffer.from(text) }));
}

function requestHandler(
  answer: (request: unknown, options: unknown) => Promise<Answer>,
): RequestHandler {
  return {
    // A copy of the body: the SDK makes what it is given its own.
    handle: async (request: unknown, options: unknown) => {
      const { body, ...response } = await answer(request, options);
      return { response: { ...response, body: Buffer.from(body) } };
    },
    destroy: () => {},
    updateHttpClientConfig: () => {},
    httpHandlerConfigs: () => ({}),
  } as unknown as RequestHandler;
}
