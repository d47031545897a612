import fc from 'fast-check';
import { globMatches } from '../../src/detection/glob';

/** As slow and plain as can be. */
function oracle(glob: string, text: string): boolean {
  const [first, ...rest] = glob;
  const others = rest.join('');
  if (first === undefined) {
    return text === '';
  }
  if (first === '*') {
    return oracle(others, text) || (text !== '' && oracle(glob, text.slice(1)));
  }
  return text !== '' && (first === '?' || first === text[0]) && oracle(others, text.slice(1));
}

describe('globMatches', () => {
  it.each([
    ['', '', true],
    ['', 'a', false],
    ['*', '', true],
    ['*', 'a/b:c', true],
    ['?', '', false],
    ['?', 'a', true],
    ['a*c', 'abc', true],
    ['a*c', 'abcd', false],
    ['*abc', 'ababc', true],
    ['*-scanner-*', 'eu-scanner-1', true],
    ['Scanner', 'scanner', false],
    ['Scanner', 'Scanner\n', false],
    ['a.c', 'abc', false],
    ['[ab]', 'a', false],
    ['!a', 'b', false],
    ['{a,b}', 'a', false],
    ['(a|b)', 'a', false],
    ['a+', 'aa', false],
  ])('%j on %j is %p', (glob, text, isMatch) => {
    expect(globMatches(glob, text)).toBe(isMatch);
  });

  it('agrees with a plain definition', () => {
    const text = (alphabet: string) =>
      fc.string({ unit: fc.constantFrom(...alphabet), maxLength: 7 });

    fc.assert(
      fc.property(text('ab*?'), text('ab*?'), (glob, subject) => {
        expect(globMatches(glob, subject)).toBe(oracle(glob, subject));
      }),
      { numRuns: 2000 },
    );
  });

  it('ends soon on globs and texts that make regular expressions backtrack', () => {
    const glob = `${'*a'.repeat(100)}*b`;

    expect(globMatches(glob, 'a'.repeat(100_000))).toBe(false);
    expect(globMatches(glob, `${'a'.repeat(100_000)}b`)).toBe(true);
  });
});
