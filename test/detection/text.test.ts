import fc from 'fast-check';
import { sha256Digest } from '../../src/adapters/sha256-digest';
import { boundedIdentity, cleanText, compareTexts, utf8Length } from '../../src/detection/text';

const anyText = fc.string({ unit: 'binary', maxLength: 60 });
const MEGABYTE = 1024 * 1024;

describe('cleanText', () => {
  it.each([
    ['printable ASCII', 'aws-cli/2.15.0 Python/3.11 <b>"&\'</b>'],
    ['letters of other scripts', 'Zoë, Łukasz, 東京, Ελλάδα'],
    ['characters beyond the basic plane', 'a😀b'],
    ['no-break spaces', 'a\u00a0b'],
    ['the empty text', ''],
  ])('keeps %s', (_case, text) => {
    expect(cleanText(text, 100)).toBe(text);
  });

  it.each([
    ['a null character', 'a\u0000b'],
    ['an escape character', 'a\u001bb'],
    ['line breaks and tabs', 'a\r\n\tb'],
    ['the delete character', 'a\u007fb'],
    ['a next-line character of the second control block', 'a\u0085b'],
    ['a right-to-left override', 'a\u202eb'],
    ['bidirectional isolates', 'a\u2066\u2069b'],
    ['bidirectional marks', 'a\u200e\u200f\u061cb'],
    ['zero-width characters', 'a\u200b\u200db'],
    ['a byte order mark', '\ufeffab'],
    ['a soft hyphen', 'a\u00adb'],
    ['line and paragraph separators', 'a\u2028\u2029b'],
    ['tag characters', 'a\u{e0041}b'],
    ['private-use characters', 'a\ue000b'],
    ['unassigned characters', 'a\u0378b'],
    ['a lone high surrogate', 'a\ud83db'],
    ['a lone low surrogate', 'a\ude00b'],
    ['a lone surrogate at the end', 'ab\ud83d'],
  ])('removes %s', (_case, text) => {
    expect(cleanText(text, 100)).toBe('ab');
  });

  it.each([
    ['keeps a text of exactly the limit', 'abc', 3, 'abc'],
    ['cuts a text one byte longer', 'abcd', 3, 'abc'],
    ['counts two bytes up to U+07FF', 'a\u07ff', 3, 'a\u07ff'],
    ['never cuts within two bytes', 'aé', 2, 'a'],
    ['counts three bytes from U+0800', 'a\u0800', 4, 'a\u0800'],
    ['never cuts within three bytes', 'a\u0800', 3, 'a'],
    ['counts three bytes up to U+FFFD', 'a\ufffd', 4, 'a\ufffd'],
    ['counts four bytes from U+10000', 'a\u{10000}', 5, 'a\u{10000}'],
    ['never cuts within four bytes', 'a\u{10000}', 4, 'a'],
    ['lets nothing in after the first character that is too much', 'a€b', 2, 'a'],
    ['does not count what it removes', '\u0000\u202ea\u0000b', 2, 'ab'],
    ['keeps nothing within no bytes', 'a', 0, ''],
  ])('%s', (_case, text, maxBytes, expected) => {
    expect(cleanText(text, maxBytes)).toBe(expected);
  });

  it.each([
    ['printable characters', 'x'.repeat(MEGABYTE), 'x'.repeat(64)],
    ['control characters', '\u0007'.repeat(MEGABYTE), ''],
    ['control characters that hide a text', `${'\u0007'.repeat(MEGABYTE)}text`, ''],
    ['surrogate pairs', '😀'.repeat(MEGABYTE / 4), '😀'.repeat(16)],
  ])('bounds a megabyte of %s', (_case, text, expected) => {
    expect(cleanText(text, 64)).toBe(expected);
  });

  it('yields well-formed printable text within the limit, and the same when cleaned again', () => {
    fc.assert(
      fc.property(anyText, fc.nat({ max: 40 }), (text, maxBytes) => {
        const cleaned = cleanText(text, maxBytes);

        expect(Buffer.byteLength(cleaned, 'utf8')).toBeLessThanOrEqual(maxBytes);
        expect(cleaned).not.toMatch(/[\p{C}\p{Zl}\p{Zp}]/u);
        expect(cleanText(cleaned, maxBytes)).toBe(cleaned);
      }),
    );
  });
});

describe('boundedIdentity', () => {
  it('keeps a clean text of exactly the limit', () => {
    expect(boundedIdentity('x'.repeat(40), 40, sha256Digest)).toBe('x'.repeat(40));
  });

  it('puts the beginning of a digest in the place of what is too long', () => {
    const text = 'x'.repeat(41);

    const bounded = boundedIdentity(text, 40, sha256Digest);

    expect(bounded).toBe(`${'x'.repeat(23)}~${sha256Digest(text).slice(0, 16)}`);
  });

  it('puts a digest in the place of what cannot be shown', () => {
    const text = 'user/\u202eadmin';

    const bounded = boundedIdentity(text, 40, sha256Digest);

    expect(bounded).toBe(`user/admin~${sha256Digest(text).slice(0, 16)}`);
  });

  it.each([
    ['differ beyond the limit', `${'x'.repeat(50)}a`, `${'x'.repeat(50)}b`],
    ['differ a megabyte further on', `${'x'.repeat(MEGABYTE)}a`, `${'x'.repeat(MEGABYTE)}b`],
    ['differ in a control character', 'user/\u0000alice', 'user/\u0001alice'],
    ['differ in having a control character', 'user/alice', 'user/\u0000alice'],
    ['hold nothing printable', '\u0000', '\u0001'],
  ])('keeps apart texts that %s', (_case, a, b) => {
    expect(boundedIdentity(a, 40, sha256Digest)).not.toBe(boundedIdentity(b, 40, sha256Digest));
  });

  it('stays within the limit, printable, and one to one', () => {
    fc.assert(
      fc.property(fc.uniqueArray(anyText, { maxLength: 20 }), (texts) => {
        // A lone surrogate has no UTF-8, so a digest cannot tell two of them apart.
        const wellFormed = texts.filter((text) => text.isWellFormed());

        const bounded = wellFormed.map((text) => boundedIdentity(text, 40, sha256Digest));

        expect(new Set(bounded).size).toBe(wellFormed.length);
        for (const text of bounded) {
          expect(Buffer.byteLength(text, 'utf8')).toBeLessThanOrEqual(40);
          expect(text).not.toMatch(/[\p{C}\p{Zl}\p{Zp}]/u);
        }
      }),
    );
  });
});

describe('utf8Length', () => {
  it.each([
    ['\u007f', 1],
    ['\u0080', 2],
    ['\u07ff', 2],
    ['\u0800', 3],
    ['\uffff', 3],
    ['\u{10000}', 4],
    ['\ud800', 3],
  ])('counts the bytes of %j as %d', (text, bytes) => {
    expect(utf8Length(text)).toBe(bytes);
  });

  it('is the length that UTF-8 has', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(utf8Length(text)).toBe(Buffer.byteLength(text));
      }),
    );
  });
});

describe('compareTexts', () => {
  it.each([
    ['a', 'a', 0],
    ['a', 'b', -1],
    ['b', 'a', 1],
    ['B', 'a', -1],
    ['z', 'é', -1],
    ['us-east-1', 'us-east-10', -1],
  ])('orders %s and %s by code unit', (a, b, expected) => {
    expect(compareTexts(a, b)).toBe(expected);
  });
});
