import { shownValue } from '../../src/config/shown-value';
import { UsageError } from '../flags/usage-error';

/** The flags of `redrive`, as given. */
export interface RedriveFlags {
  readonly function: string;
  readonly region?: string;
  readonly queueProfile?: string;
  readonly dryRun?: boolean;
}

/** `sqs.eu-central-1.amazonaws.com`, and its forms for FIPS, dual stack, VPC endpoints and China. */
const QUEUE_HOST =
  /(?:^|\.)sqs(?:-fips)?\.([a-z]{2}(?:-[a-z]+)+-\d+)\.(?:(?:vpce\.)?amazonaws\.com(?:\.cn)?|api\.aws)$/;
/** `eu-central-1.queue.amazonaws.com`, as older tools write it. The host of us-east-1 names no region. */
const LEGACY_QUEUE_HOST = /^(?:([a-z]{2}(?:-[a-z]+)+-\d+)\.)?queue\.amazonaws\.com$/;
const QUEUE_PATH = /^\/\d{12}\/[\w-]{1,80}(?:\.fifo)?$/;

const REGION = /^[a-z]{2}(?:-[a-z]+)+-\d+$/;

const FUNCTION_NAME = /^[\w-]{1,140}(?::[\w$-]+)?$/;
const FUNCTION_ARN =
  /^arn:aws[\w-]*:lambda:([a-z]{2}(?:-[a-z]+)+-\d+):\d{12}:function:[\w-]+(?::[\w$-]+)?$/;

/**
 * A queue, and the region that its URL names.
 *
 * @param environment a host outside AWS is accepted only where this sets another endpoint for SQS.
 * @throws UsageError
 */
export function queueTargetOf(
  text: string,
  environment: Readonly<Record<string, string | undefined>>,
) {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol) || !QUEUE_PATH.test(url.pathname)) {
    throw new UsageError(
      `${shownValue(text)} is not a queue URL such as https://sqs.eu-central-1.amazonaws.com/111122223333/name. Use the outputs UndeliveredUrl and UnhandledUrl of the hub, or DeadLettersUrl of a forwarder.`,
    );
  }
  const host = QUEUE_HOST.exec(url.hostname) ?? LEGACY_QUEUE_HOST.exec(url.hostname);
  const endpoint = environment['AWS_ENDPOINT_URL_SQS'] || environment['AWS_ENDPOINT_URL'];
  // Requests go to AWS, whatever the URL says, so a later error would be about a host that nobody gave.
  if (host === null && !endpoint) {
    throw new UsageError(
      `The host of ${shownValue(text)} is not an SQS host such as sqs.eu-central-1.amazonaws.com. Use the URL in the outputs, or set AWS_ENDPOINT_URL_SQS if you use another SQS.`,
    );
  }
  return { url: text, region: host?.[1] };
}

/** A function, and the region that its ARN names. A name without an ARN has none. @throws UsageError */
export function functionTargetOf(text: string) {
  const [, region] = FUNCTION_ARN.exec(text) ?? [];
  if (region === undefined && !FUNCTION_NAME.test(text)) {
    throw new UsageError(
      `--function: ${shownValue(text)} is not the name or ARN of a Lambda function. Use the output FunctionName of the hub, or an ARN such as arn:aws:lambda:eu-central-1:111122223333:function:name.`,
    );
  }
  return { name: text, region };
}

/** @throws UsageError */
export function checkRegion(text: string | undefined): void {
  if (text !== undefined && !REGION.test(text)) {
    throw new UsageError(
      `--region: ${shownValue(text)} is not a region such as eu-central-1. Use the region of the hub.`,
    );
  }
}
