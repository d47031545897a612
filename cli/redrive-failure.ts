import { shownValue } from '../src/config/shown-value';
import { cleanText } from '../src/detection/text';
import { FunctionFailedError } from '../src/ports/detector-function';
import { UnknownAnswerError } from '../src/redrive/batch';
import type { RedriveReport, RedriveStep } from '../src/redrive/redrive-report';

/** What a redrive was about, for its messages. */
export interface RedriveSubject {
  readonly queueUrl: string;
  readonly functionName: string;
}

/** UTF-8 bytes of what AWS or the function says that are shown. */
const MAX_TOLD_BYTES = 400;

/** What to do about errors of AWS, by a part of their names, from the particular to the general. */
const FIXES: readonly (readonly [name: RegExp, fix: Readonly<Record<RedriveStep, string>>])[] = [
  [
    /AccessDenied|NotAuthorized/,
    {
      receive:
        'Allow sqs:ReceiveMessage, sqs:DeleteMessage and sqs:ChangeMessageVisibility on the queue, or use credentials of its account; for the queue alone by --queue-profile.',
      remove: 'Allow sqs:DeleteMessage on the queue.',
      invoke: 'Allow lambda:InvokeFunction on the function, or use credentials of its account.',
    },
  ],
  [
    /Credentials|ExpiredToken|InvalidClientTokenId|UnrecognizedClient|Signature/,
    forAll('Log in to AWS.'),
  ],
  [
    /NonExistentQueue|QueueDoesNotExist/,
    forAll(
      'Take the URL from the outputs UndeliveredUrl and UnhandledUrl of the hub, or DeadLettersUrl of a forwarder.',
    ),
  ],
  [
    /ResourceNotFound/,
    forAll(
      'Take the name from the output FunctionName of the hub. If it is in another region or account, add --region or give its ARN.',
    ),
  ],
  [/TooManyRequests|Throttl|RequestThrottled|SlowDown/, forAll('Wait a minute.')],
];

/** Says what ended a pass, why, and what to do; on one line, whatever AWS or the function said. */
export function renderFailure(
  { step, error }: NonNullable<RedriveReport['failure']>,
  { queueUrl, functionName }: RedriveSubject,
): string {
  const what = {
    receive: `No more messages can be received from ${queueUrl}`,
    remove: `Messages that were handed over cannot be deleted from ${queueUrl}`,
    invoke: `The function ${functionName} does not take messages`,
  }[step];
  return `error: ${what}: ${toldBy(error)}. ${fixFor(step, error)} Then run it again: nothing is lost, and no call is counted twice.\n`;
}

function toldBy(error: unknown): string {
  if (error instanceof UnknownAnswerError) {
    return `received ${shownValue(error.answer)}, and the detector answers with batchItemFailures`;
  }
  const { name, message } = error as Error;
  const told =
    error instanceof FunctionFailedError ? `it failed, ${message}` : `${name}: ${message}`;
  return cleanText(told, MAX_TOLD_BYTES).replace(/[.\s]+$/, '');
}

function fixFor(step: RedriveStep, error: unknown): string {
  if (error instanceof UnknownAnswerError) {
    return 'Take the name of the detector from the output FunctionName of the hub.';
  }
  if (error instanceof FunctionFailedError) {
    return 'Its log says why (output LogGroupName of the hub). Mend the cause.';
  }
  const { name } = error as Error;
  const [, fixes] = FIXES.find(([pattern]) => pattern.test(name)) ?? [];
  return fixes?.[step] ?? 'Mend the cause.';
}

function forAll(fix: string): Readonly<Record<RedriveStep, string>> {
  return { receive: fix, remove: fix, invoke: fix };
}
