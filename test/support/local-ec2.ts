import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as EC2 would see it. */
interface Ec2Request {
  readonly userAgent: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/** An endpoint on the loopback address that answers every request in one way. */
export interface LocalEc2 {
  readonly endpoint: string;
  readonly requests: readonly Ec2Request[];
  stop(): Promise<void>;
}

/** An answer of EC2: no instances. */
export const NO_INSTANCES = {
  status: 200,
  body: '<DescribeInstancesResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><requestId>r</requestId><reservationSet/></DescribeInstancesResponse>',
};

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html */
export function ec2Error(status: number, code: string): typeof NO_INSTANCES {
  return {
    status,
    body: `<Response><Errors><Error><Code>${code}</Code><Message>No.</Message></Error></Errors><RequestID>r</RequestID></Response>`,
  };
}

export async function startLocalEc2(answer: typeof NO_INSTANCES): Promise<LocalEc2> {
  const requests: Ec2Request[] = [];
  const server = createServer(async (request, response) => {
    requests.push({
      userAgent: request.headers['user-agent'] ?? '',
      parameters: Object.fromEntries(new URLSearchParams(await readBody(request))),
    });
    response.writeHead(answer.status, { 'content-type': 'text/xml' }).end(answer.body);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    requests,
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks).toString('utf8');
}
