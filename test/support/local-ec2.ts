import { startLoopbackServer } from '../../demo/loopback-server';

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
  const server = await startLoopbackServer((request, body, response) => {
    requests.push({
      userAgent: request.headers['user-agent'] ?? '',
      parameters: Object.fromEntries(new URLSearchParams(body)),
    });
    response.writeHead(answer.status, { 'content-type': 'text/xml' }).end(answer.body);
  });
  return { ...server, requests };
}
