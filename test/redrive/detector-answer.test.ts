import { isHandled, UnknownAnswerError } from '../../src/redrive/detector-answer';

const ANSWER = { records: 1, calls: 1, ignored: {}, rejected: {}, published: [] };

describe('the answer of the detector to an event', () => {
  it.each<[string, unknown, boolean]>([
    ['a call', ANSWER, true],
    ['a call of a disabled rule', { ...ANSWER, calls: 0, ignored: { 'rule-disabled': 1 } }, true],
    ['a record that it cannot use', { ...ANSWER, rejected: { 'missing-region': 1 } }, false],
  ])('shows whether it handled the event: %s', (_case, answer, expected) => {
    expect(isHandled(answer)).toBe(expected);
  });

  it.each<[string, unknown]>([
    ['of a function that answers nothing', null],
    ['of a function without an answer', undefined],
    ['a text', 'done'],
    ['a list', [ANSWER]],
    ['to a batch, of another function', { batchItemFailures: [] }],
    ['with something else for the records', { ...ANSWER, rejected: 'none' }],
    ['with a list of records', { ...ANSWER, rejected: [] }],
  ])('is refused, %s', (_case, answer) => {
    expect(() => isHandled(answer)).toThrow(UnknownAnswerError);
  });
});
