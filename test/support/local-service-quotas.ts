import { startLoopbackServer } from '../../demo/loopback-server';

/** A request as Service Quotas would see it. */
interface QuotaRequest {
  readonly userAgent: string;
  readonly parameters: unknown;
}

/** An endpoint on the loopback address that gives every request one answer, as AWS JSON. */
export async function startLocalServiceQuotas(status: number, answer: string) {
  const requests: QuotaRequest[] = [];
  const server = await startLoopbackServer((request, body, response) => {
    requests.push({
      userAgent: request.headers['user-agent'] ?? '',
      parameters: JSON.parse(body),
    });
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(answer);
  });
  return { ...server, requests };
}
