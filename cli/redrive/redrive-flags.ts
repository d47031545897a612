import { shownValue } from '../../src/config/shown-value';
import { UsageError } from '../flags/usage-error';

/** What the flags of `redrive` hold, as given. */
export interface RedriveFlags {
  readonly function: string;
  readonly region?: string;
  readonly queueProfile?: string;
  readonly dryRun?: boolean;
}

/** A queue, and the region that its URL names. */
export interface QueueAddress {
  readonly url: string;
  readonly region: string | undefined;
}

/** A function, and the region that its ARN names; a name names none. */
export interface FunctionAddress {
  readonly name: string;
  readonly region: string | undefined;
}

/** `sqs.eu-central-1.amazonaws.com`, and the like for FIPS, dual stack, VPC endpoints and China. */
const QUEUE_HOST =
  /(?:^|\.)sqs(?:-fips)?\.([a-z]{2}(?:-[a-z]+)+-\d+)\.(?:(?:vpce\.)?amazonaws\.com(?:\.cn)?|api\.aws)$/;
/** `eu-central-1.queue.amazonaws.com`, as older tools write it; that of us-east-1 names no region. */
const LEGACY_QUEUE_HOST = /^(?:([a-z]{2}(?:-[a-z]+)+-\d+)\.)?queue\.amazonaws\.com$/;
const QUEUE_PATH = /^\/\d{12}\/[\w-]{1,80}(?:\.fifo)?$/;

const REGION = /^[a-z]{2}(?:-[a-z]+)+-\d+$/;

const FUNCTION_NAME = /^[\w-]{1,140}(?::[\w$-]+)?$/;
const FUNCTION_ARN =
  /^arn:aws[\w-]*:lambda:([a-z]{2}(?:-[a-z]+)+-\d+):\d{12}:function:[\w-]+(?::[\w$-]+)?$/;

/**
 * @param environment a host that is not of SQS is good only where it says that SQS is elsewhere.
 * @throws UsageError
 */
export function queueAddressOf(
  text: string,
  environment: Readonly<Record<string, string | undefined>>,
): QueueAddress {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol) || !QUEUE_PATH.test(url.pathname)) {
    throw new UsageError(
      `This is no URL of a queue: received ${shownValue(text)}. Allowed is one such as https://sqs.eu-central-1.amazonaws.com/111122223333/name. Take it from the outputs UndeliveredUrl and UnhandledUrl of the hub, or DeadLettersUrl of a forwarder.`,
    );
  }
  const host = QUEUE_HOST.exec(url.hostname) ?? LEGACY_QUEUE_HOST.exec(url.hostname);
  const endpoint = environment['AWS_ENDPOINT_URL_SQS'] || environment['AWS_ENDPOINT_URL'];
  // Requests go to AWS, whatever the URL says: an error would then tell of a host that nobody has named.
  if (host === null && !endpoint) {
    throw new UsageError(
      `This is no host of SQS: received ${shownValue(text)}. Allowed is one such as sqs.eu-central-1.amazonaws.com. Take the URL from the outputs; for an SQS elsewhere, set AWS_ENDPOINT_URL_SQS.`,
    );
  }
  return { url: text, region: host?.[1] };
}

/** @throws UsageError */
export function functionAddressOf(text: string): FunctionAddress {
  const [, region] = FUNCTION_ARN.exec(text) ?? [];
  if (region === undefined && !FUNCTION_NAME.test(text)) {
    throw new UsageError(
      `--function is no name or ARN of a function: received ${shownValue(text)}. Allowed is a name, or an ARN such as arn:aws:lambda:eu-central-1:111122223333:function:name. Take the name from the output FunctionName of the hub.`,
    );
  }
  return { name: text, region };
}

/** @throws UsageError */
export function checkRegion(text: string | undefined): void {
  if (text !== undefined && !REGION.test(text)) {
    throw new UsageError(
      `--region is no region: received ${shownValue(text)}. Allowed is one such as eu-central-1. Take that of the hub.`,
    );
  }
}
