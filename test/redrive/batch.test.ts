import { batchesOf, failedOf, UnknownAnswerError } from '../../src/redrive/batch';

const EVENTS = ['a', 'b', 'c'].map((id) => ({ id, event: `{"event":"${id}"}` }));
const [BATCH = { Records: [] }] = batchesOf(EVENTS);

const idsOf = (batches: ReturnType<typeof batchesOf>) =>
  batches.map(({ Records }) => Records.map(({ messageId }) => messageId).join(''));

describe('batches for the detector', () => {
  it('are those of a queue', () => {
    expect(batchesOf(EVENTS.slice(0, 1))).toEqual([
      { Records: [{ messageId: 'a', body: '{"event":"a"}', eventSource: 'aws:sqs' }] },
    ]);
  });

  it.each([
    ['all that fits', undefined, ['abc']],
    ['two that fit', 160, ['ab', 'c']],
    ['one by one', 10, ['a', 'b', 'c']],
  ])('hold no more bytes than an invocation may: %s', (_case, maxBytes, expected) => {
    const batches = batchesOf(EVENTS, maxBytes);

    expect(idsOf(batches)).toEqual(expected);
  });

  it('are empty without events', () => {
    expect(batchesOf([])).toEqual([]);
  });
});

describe('the answer to a batch', () => {
  it.each<[string, unknown, string[]]>([
    ['none', { batchItemFailures: [] }, []],
    ['some', { batchItemFailures: [{ itemIdentifier: 'c' }, { itemIdentifier: 'a' }] }, ['a', 'c']],
    ['one twice', { batchItemFailures: Array(2).fill({ itemIdentifier: 'b' }) }, ['b']],
  ])('names the messages that the detector did not handle: %s', (_case, answer, expected) => {
    expect([...failedOf(BATCH, answer)].toSorted()).toEqual(expected);
  });

  it.each<[string, unknown]>([
    ['of a function that answers nothing', null],
    ['of a function without an answer', undefined],
    ['a text', 'done'],
    ['an event that was handled alone', { records: 1, calls: 1, published: [] }],
    ['a list of something else', { batchItemFailures: 'none' }],
    ['about a message of another batch', { batchItemFailures: [{ itemIdentifier: 'x' }] }],
    // Lambda takes these for a failure of the whole batch.
    ['without an id', { batchItemFailures: [{ itemIdentifier: '' }] }],
    ['null for a failure', { batchItemFailures: [null] }],
    ['an id alone, such as of a mistaken function', { batchItemFailures: [{ id: 'a' }] }],
  ])('is refused, %s', (_case, answer) => {
    expect(() => failedOf(BATCH, answer)).toThrow(UnknownAnswerError);
  });
});
