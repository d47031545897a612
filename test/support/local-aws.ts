import { startLoopbackServer } from '../../demo/loopback-server';

/** An answer in JSON, as SQS and Lambda give. */
export interface LocalAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** By operation: `ReceiveMessage`, …, and `Invoke` for Lambda. What an operation is given is parsed. */
export type LocalAnswers = Readonly<
  Record<string, (input: Record<string, unknown>) => LocalAnswer>
>;

/** A request as AWS would see it. */
interface LocalRequest {
  readonly operation: string;
  readonly path: string;
  /** The region that it was signed for. */
  readonly region: string;
  readonly accessKeyId: string;
}

export interface LocalAws {
  readonly endpoint: string;
  readonly requests: readonly LocalRequest[];
  stop(): Promise<void>;
}

/** An error as SQS and Lambda give it. */
export function awsError(status: number, name: string, message: string): LocalAnswer {
  return {
    status,
    headers: { 'x-amzn-errortype': name },
    body: { __type: name, message, Message: message },
  };
}

/** An endpoint on the loopback address that stands for SQS and Lambda. */
export async function startLocalAws(answers: LocalAnswers): Promise<LocalAws> {
  const requests: LocalRequest[] = [];
  const server = await startLoopbackServer((request, text, response) => {
    const target = String(request.headers['x-amz-target'] ?? 'Lambda.Invoke');
    const operation = target.split('.')[1] ?? '';
    const [, accessKeyId = '', region = ''] =
      /Credential=([^/]+)\/\d+\/([^/]+)\//.exec(request.headers.authorization ?? '') ?? [];
    requests.push({ operation, path: request.url ?? '', region, accessKeyId });
    const answer = answers[operation]?.(JSON.parse(text));
    const { status, headers, body } = answer ?? awsError(400, 'InvalidAction', operation);
    response
      .writeHead(status ?? 200, { 'content-type': 'application/x-amz-json-1.0', ...headers })
      .end(JSON.stringify(body));
  });
  return { ...server, requests };
}
