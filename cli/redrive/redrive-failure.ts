import { shownKey, shownValue } from '../../src/config/shown-value';
import { cleanText } from '../../src/detection/text';
import { FunctionFailedError } from '../../src/ports/detector-function';
import { UnknownAnswerError } from '../../src/redrive/batch';
import type { RedriveFailure, RedriveReport, RedriveStep } from '../../src/redrive/redrive-report';

/** What a redrive was about, for its messages. */
export interface RedriveSubject {
  readonly queueUrl: string;
  readonly functionName: string;
  /** Profile of the credentials for the queue, if one was named. */
  readonly profile?: string | undefined;
}

/** UTF-8 bytes of what AWS or the function says that are shown. */
const MAX_MESSAGE_BYTES = 400;

/**
 * What to do about errors of AWS and of the network, by a part of their names or codes, from the particular to the
 * general.
 */
const FIXES: readonly (readonly [name: RegExp, fix: Readonly<Record<RedriveStep, string>>])[] = [
  [
    /AccessDenied|NotAuthorized/,
    {
      receive:
        'Allow sqs:ReceiveMessage, sqs:DeleteMessage and sqs:ChangeMessageVisibility on the queue, or use credentials of its account; for the queue alone by --queue-profile.',
      remove: 'Allow sqs:DeleteMessage on the queue.',
      'give-back': 'Allow sqs:ChangeMessageVisibility on the queue.',
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
      'Take the name from the output FunctionName of the hub, with credentials of its account; add --region with that of the hub.',
    ),
  ],
  [
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|TimeoutError/,
    {
      ...forAll('Check the region in the URL of the queue, and the network.'),
      invoke: 'Check the region of the function, and the network.',
    },
  ],
  [/TooManyRequests|Throttl|RequestThrottled|SlowDown/, forAll('Wait a minute.')],
];

/** Says what failed, why, and what to do; each on one line, whatever AWS or the function said. */
export function renderFailures(report: RedriveReport, subject: RedriveSubject): string {
  const { queueUrl, functionName } = subject;
  const isAnySeen = report.handedOver + report.stays.length > 0;
  const whats: Readonly<Record<RedriveStep, string>> = {
    receive: `${isAnySeen ? 'No more messages can' : 'Messages cannot'} be received from ${queueUrl}`,
    remove: `Messages that were handed over cannot be deleted from ${queueUrl}`,
    invoke: `The function ${functionName} does not take messages`,
    'give-back': `What stays in ${queueUrl} is hidden for up to five minutes`,
  };
  return report.failures
    .map((failure) => {
      const { step, error } = failure;
      const next = step === 'give-back' ? '' : ' Then run it again.';
      return `error: ${whats[step]}: ${messageOf(error)}. ${fixFor(failure, subject)}${next}\n`;
    })
    .join('');
}

function messageOf(error: unknown): string {
  if (error instanceof UnknownAnswerError) {
    return `received ${shownValue(error.answer)}, and the detector answers with batchItemFailures`;
  }
  const { name, message } = error as Error;
  const text =
    error instanceof FunctionFailedError ? `it failed, ${message}` : `${name}: ${message}`;
  return cleanText(text, MAX_MESSAGE_BYTES).replace(/[.\s]+$/, '');
}

function fixFor({ step, error }: RedriveFailure, { profile }: RedriveSubject): string {
  if (error instanceof UnknownAnswerError) {
    return 'Take the name of the detector from the output FunctionName of the hub.';
  }
  if (error instanceof FunctionFailedError) {
    return 'Its log says why (output LogGroupName of the hub). Mend the cause.';
  }
  const { name, code = '' } = error as NodeJS.ErrnoException;
  if (name === 'CredentialsProviderError' && step !== 'invoke' && profile !== undefined) {
    return `There is no profile ${shownKey(profile)}, or it has no valid credentials: log in with it, or give another by --queue-profile.`;
  }
  const [, fixes] = FIXES.find(([pattern]) => pattern.test(`${name} ${code}`)) ?? [];
  return fixes?.[step] ?? 'Mend the cause.';
}

function forAll(fix: string): Readonly<Record<RedriveStep, string>> {
  return { receive: fix, remove: fix, invoke: fix, 'give-back': fix };
}
