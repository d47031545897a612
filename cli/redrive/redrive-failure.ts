import { shownKey, shownValue } from '../../src/config/shown-value';
import { cleanText } from '../../src/detection/text';
import { FunctionFailedError } from '../../src/ports/detector-function';
import { UnknownAnswerError } from '../../src/redrive/detector-answer';
import type { RedriveReport, RedriveStep } from '../../src/redrive/redrive-report';

/** The queue and the function of a redrive, for its messages. */
export interface RedriveTarget {
  readonly queueUrl: string;
  readonly functionName: string;
  /** Profile of the credentials for the queue, if one was named. */
  readonly profile?: string | undefined;
}

/** UTF-8 bytes of a message from AWS or the function that are shown. */
const MAX_MESSAGE_BYTES = 400;

const CHECK_QUEUE_REGION = 'Check the region in the queue URL, and the network.';

/** What to do about errors of AWS and of the network, by part of their names or codes. The first match counts. */
const FIXES: readonly (readonly [name: RegExp, fix: string | Record<RedriveStep, string>])[] = [
  [
    /AccessDenied|NotAuthorized/,
    {
      receive:
        'Allow sqs:ReceiveMessage, sqs:DeleteMessage and sqs:ChangeMessageVisibility on the queue, or use credentials of its account: --queue-profile sets them for the queues only.',
      remove: 'Allow sqs:DeleteMessage on the queue.',
      'give-back': 'Allow sqs:ChangeMessageVisibility on the queue.',
      invoke: 'Allow lambda:InvokeFunction on the function, or use credentials of its account.',
    },
  ],
  [/Credentials|ExpiredToken|InvalidClientTokenId|UnrecognizedClient|Signature/, 'Sign in to AWS.'],
  [
    /NonExistentQueue|QueueDoesNotExist/,
    'Use the outputs UndeliveredUrl and UnhandledUrl of the hub, or DeadLettersUrl of a forwarder.',
  ],
  [
    /ResourceNotFound/,
    'Use the output FunctionName of the hub, credentials of its account, and --region with its region.',
  ],
  [
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|TimeoutError/,
    {
      receive: CHECK_QUEUE_REGION,
      remove: CHECK_QUEUE_REGION,
      'give-back': CHECK_QUEUE_REGION,
      invoke: 'Check the region of the function, and the network.',
    },
  ],
  [/TooManyRequests|Throttl|RequestThrottled|SlowDown/, 'Wait a minute.'],
];

/** What failed, why, and what to do: one line for each failure, whatever AWS or the function answered. */
export function renderFailures(report: RedriveReport, target: RedriveTarget): string {
  const { queueUrl, functionName } = target;
  const isAnyReceived = report.handedOver + report.stays.length > 0;
  const failed: Readonly<Record<RedriveStep, string>> = {
    receive: `${isAnyReceived ? 'No more messages can' : 'Messages cannot'} be received from ${queueUrl}`,
    remove: `Handled messages cannot be deleted from ${queueUrl}`,
    invoke: `The function ${functionName} cannot handle the messages`,
    'give-back': `The messages that stay in ${queueUrl} are hidden for up to 5 min`,
  };
  return report.failures
    .map(({ step, error }) => {
      const next = step === 'give-back' ? '' : ' Then run it again.';
      const fix = fixFor(step, error, target);
      return `error: ${failed[step]}: ${messageOf(error)}. ${fix}${next}\n`;
    })
    .join('');
}

function messageOf(error: unknown): string {
  if (error instanceof UnknownAnswerError) {
    return `it answered ${shownValue(error.answer)}, as the detector never does`;
  }
  const { name, message } = error as Error;
  const text =
    error instanceof FunctionFailedError ? `it failed, ${message}` : `${name}: ${message}`;
  return cleanText(text, MAX_MESSAGE_BYTES).replace(/[.\s]+$/, '');
}

function fixFor(step: RedriveStep, error: unknown, { profile }: RedriveTarget): string {
  if (error instanceof UnknownAnswerError) {
    return 'Use the name of the detector: the output FunctionName of the hub.';
  }
  if (error instanceof FunctionFailedError) {
    return 'Its log shows why (output LogGroupName of the hub). Fix the cause.';
  }
  const { name, code = '' } = error as NodeJS.ErrnoException;
  if (name === 'CredentialsProviderError' && step !== 'invoke' && profile !== undefined) {
    return `The profile ${shownKey(profile)} does not exist or has no valid credentials. Sign in with it, or choose another with --queue-profile.`;
  }
  const [, fix = 'Fix the cause.'] =
    FIXES.find(([pattern]) => pattern.test(`${name} ${code}`)) ?? [];
  return typeof fix === 'string' ? fix : fix[step];
}
