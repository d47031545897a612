import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as the stand-in saw it: `list prefix` or `get key`. */
export type S3Request = `${'list' | 'get'} ${string}`;

export interface S3StandIn {
  readonly endpoint: string;
  readonly requests: readonly S3Request[];
  /** The environment of a command that uses it as S3. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  stop(): Promise<void>;
}

export interface S3StandInOptions {
  readonly bucket: string;
  readonly objects: Readonly<Record<string, Buffer>>;
  /** The region of the bucket. Requests signed for another region are redirected. @default us-east-1 */
  readonly region?: string;
  /** Objects per page. @default 1000 */
  readonly pageSize?: number;
  /** The fault of a request, if any; called before each. */
  readonly fault?: (request: S3Request) => S3Fault | undefined;
}

/** An error by its code, or an answer that breaks off. */
type S3Fault = { readonly code: string; readonly status: number } | 'break-off';

/** The part of S3 that the command line reads from, over HTTP on this machine. */
export async function startS3StandIn(options: S3StandInOptions): Promise<S3StandIn> {
  const requests: S3Request[] = [];
  const server = createServer((request, response) => {
    answer(options, requests, request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    endpoint,
    requests,
    environment: {
      PATH: process.env['PATH'],
      AWS_ENDPOINT_URL_S3: endpoint,
      AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'secret',
      AWS_CONFIG_FILE: '/dev/null',
      AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
      AWS_EC2_METADATA_DISABLED: 'true',
    },
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

function answer(
  { bucket, objects, region = 'us-east-1', pageSize = 1000, fault }: S3StandInOptions,
  requests: S3Request[],
  { url = '', headers }: IncomingMessage,
  response: ServerResponse,
): void {
  const { pathname, searchParams } = new URL(url, 'http://s3');
  const [, named = '', ...rest] = decodeURIComponent(pathname).split('/');
  const key = rest.join('/');
  const request: S3Request = key === '' ? `list ${searchParams.get('prefix') ?? ''}` : `get ${key}`;
  requests.push(request);
  const signedFor = /Credential=[^/]+\/\d+\/([^/]+)/.exec(headers.authorization ?? '')?.[1];
  const what = fault?.(request);
  if (named !== bucket) {
    fail(response, { code: 'NoSuchBucket', status: 404 });
  } else if (signedFor !== region) {
    response.setHeader('x-amz-bucket-region', region);
    fail(response, { code: 'PermanentRedirect', status: 301 });
  } else if (what === 'break-off') {
    response.writeHead(200, { 'content-length': '1000' });
    response.write('x', () => response.destroy());
  } else if (what !== undefined) {
    fail(response, what);
  } else if (key === '') {
    response.setHeader('content-type', 'application/xml');
    response.end(listing(objects, searchParams, pageSize));
  } else if (objects[key] === undefined) {
    fail(response, { code: 'NoSuchKey', status: 404 });
  } else {
    send(response, objects[key], headers.range);
  }
}

/** Sends an object, or the range of it that was asked for. */
function send(response: ServerResponse, object: Buffer, range = ''): void {
  const [, start = 0, end] = /^bytes=(\d+)-(\d+)$/.exec(range) ?? [];
  response.statusCode = end === undefined ? 200 : 206;
  response.end(object.subarray(Number(start), end === undefined ? object.length : Number(end) + 1));
}

function fail(response: ServerResponse, { code, status }: Exclude<S3Fault, string>): void {
  response.writeHead(status, { 'content-type': 'application/xml' });
  response.end(`<Error><Code>${code}</Code><Message>It is so.</Message></Error>`);
}

function listing(
  objects: Readonly<Record<string, Buffer>>,
  parameters: URLSearchParams,
  pageSize: number,
): string {
  const prefix = parameters.get('prefix') ?? '';
  const delimiter = parameters.get('delimiter');
  const after = parameters.get('continuation-token') ?? '';
  const entries = new Map<string, string>();
  for (const key of Object.keys(objects).filter((each) => each.startsWith(prefix))) {
    const end = delimiter === null ? -1 : key.indexOf(delimiter, prefix.length);
    const folder = key.slice(0, end + 1);
    entries.set(
      end === -1 ? key : folder,
      end === -1
        ? `<Contents><Key>${key}</Key><Size>${objects[key]?.length}</Size></Contents>`
        : `<CommonPrefixes><Prefix>${folder}</Prefix></CommonPrefixes>`,
    );
  }
  const names = [...entries.keys()].sort().filter((name) => name > after);
  const page = names.slice(0, pageSize);
  const next = names.length > page.length ? page.at(-1) : undefined;
  return `<ListBucketResult><IsTruncated>${next !== undefined}</IsTruncated>${
    next === undefined ? '' : `<NextContinuationToken>${next}</NextContinuationToken>`
  }${page.map((name) => entries.get(name)).join('')}</ListBucketResult>`;
}
