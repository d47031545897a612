import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

type Answer = Readonly<Record<string, unknown>>;

/** An error by its name, as the API answers. */
export class AthenaFault {
  readonly name: string;
  readonly message: string;

  constructor(name: string, message: string) {
    this.name = name;
    this.message = message;
  }
}

/** What the stand-in answers, by the name of the request; a list has one answer for each request. */
export type AthenaAnswers = Readonly<
  Record<string, Answer | AthenaFault | readonly (Answer | AthenaFault)[]>
>;

/** A request: its name and its content. */
type AthenaRequest = readonly [name: string, content: Answer];

export interface AthenaStandIn {
  readonly requests: readonly AthenaRequest[];
  /** Variables of a command that uses it as Athena. */
  readonly environment: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

/** Athena as far as the command line uses it, over HTTP on this machine. */
export async function startAthenaStandIn(answers: AthenaAnswers): Promise<AthenaStandIn> {
  const requests: AthenaRequest[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) {
      chunks.push(chunk as Buffer);
    }
    const [, name = ''] = String(request.headers['x-amz-target']).split('.');
    const asked = requests.filter(([other]) => other === name).length;
    requests.push([name, JSON.parse(Buffer.concat(chunks).toString()) as Answer]);
    const given = answers[name];
    const answer = Array.isArray(given) ? given[Math.min(asked, given.length - 1)] : given;
    response.setHeader('content-type', 'application/x-amz-json-1.1');
    if (answer instanceof AthenaFault) {
      response.writeHead(400);
      response.end(JSON.stringify({ __type: answer.name, message: answer.message }));
    } else {
      response.end(JSON.stringify(answer ?? {}));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    requests,
    environment: {
      AWS_ENDPOINT_URL_ATHENA: `http://127.0.0.1:${port}`,
      AWS_REGION: 'us-east-1',
      AWS_MAX_ATTEMPTS: '1',
    },
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
