import { shortened } from '../../../src/detection/watched/details';

describe('shortened', () => {
  it.each([
    ['a text that fits', 'abcdef', 6, 'abcdef'],
    ['the start of a text', 'abcdefgh', 6, 'abc...'],
    ['the end of an ARN', 'arn:aws:iam::1:role/x', 9, '...role/x'],
    ['whole characters', 'éééé', 6, 'é...'],
    ['nothing where only the mark has room', 'abcdef', 3, ''],
  ])('keeps %s', (_what, text, maxBytes, expected) => {
    expect(shortened(text, maxBytes)).toBe(expected);
  });
});
