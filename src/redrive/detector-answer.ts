import { isObject } from '../detection/json';

/** An answer that does not come from the detector, as received. */
export class UnknownAnswerError extends Error {
  override readonly name = 'UnknownAnswerError';
  readonly answer: unknown;

  constructor(answer: unknown) {
    super('The function does not answer as the detector does.');
    this.answer = answer;
  }
}

/**
 * Whether the detector handled an event, according to its answer. It answers with the records of the event that it could
 * not use, by reason.
 *
 * @throws UnknownAnswerError when the answer does not say so: then no message may be removed.
 */
export function isHandled(answer: unknown): boolean {
  const rejected = isObject(answer) ? answer['rejected'] : undefined;
  if (!isObject(rejected)) {
    throw new UnknownAnswerError(answer);
  }
  return Object.keys(rejected).length === 0;
}
