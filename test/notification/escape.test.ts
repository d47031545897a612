import {
  codeSpan,
  plainText,
  quotedText,
  shownText,
  sqlLiteral,
} from '../../src/notification/escape';

describe('plainText', () => {
  it.each([
    ['keeps printable ASCII', 'aws-cli/2.15 (x86_64)', 'aws-cli/2.15 (x86_64)'],
    ['removes line breaks', 'a\r\nb\u2028c\u2029d\u0085e', 'abcde'],
    ['removes direction marks and NUL', 'a\u202eb\u0000c\u200bd', 'abcd'],
    ['removes lone surrogates', 'a\ud800b\udc00c', 'abc'],
    ['writes other characters as escapes', 'é漢😀', '\\u{e9}\\u{6f22}\\u{1f600}'],
    ['does not let accents pile up', 'a\u0301\u0301', 'a\\u{301}\\u{301}'],
    ['makes one blank of many', ' a \u00a0\u3000  b ', 'a b'],
    ['breaks links', 'see https://e.vil or www.e.vil', 'see https[:]//e.vil or www[.]e.vil'],
    ['breaks links that hide behind removed characters', 'https:\u200b//e.vil', 'https[:]//e.vil'],
  ])('%s', (_, text, expected) => {
    expect(plainText(text, 200)).toBe(expected);
  });

  it('shortens visibly', () => {
    expect(plainText('abcdefghij', 8)).toBe('abcdefg…');
    expect(plainText('abcdefg', 8)).toBe('abcdefg');
  });

  it('never cuts within an escape', () => {
    expect(plainText('ab漢字', 12)).toBe('ab\\u{6f22}…');
  });

  it('marks the cut when only blanks are left', () => {
    expect(plainText(`a${' '.repeat(1_000_000)}b`, 20)).toBe('a…');
  });
});

describe('shownText and quotedText', () => {
  it.each([
    ['arn:aws:iam::111122223333:user/ci', 'arn:aws:iam::111122223333:user/ci'],
    ['two words', '"two words"'],
    ['say "hi"', `"say 'hi'"`],
    ['', '""'],
    ['$(id)', '"$(id)"'],
  ])('puts %s in quotes only if it is more than a word', (text, expected) => {
    expect(shownText(text, 64)).toBe(expected);
  });

  it('always quotes what must not pass for our own words', () => {
    expect(quotedText('admin', 64)).toBe('"admin"');
  });
});

describe('codeSpan', () => {
  it.each([
    ['a`b``c', "`a'b''c`"],
    ['<!channel> & <@U123>', '`&lt;!channel&gt; &amp; &lt;@U123&gt;`'],
    ['@here @CHANNEL @everyone', '`(at)here (at)CHANNEL (at)everyone`'],
    ['@\u200bhere', '`(at)here`'],
    ['jane.doe@example.com', '`jane.doe@example.com`'],
    ['', '`(empty)`'],
    ['\u0000\r\n', '`(empty)`'],
  ])('makes %j inert', (text, expected) => {
    expect(codeSpan(text, 100)).toBe(expected);
  });

  it('never cuts within an entity', () => {
    expect(codeSpan('<<<<', 10)).toBe('`&lt;&lt;…`');
  });
});

describe('sqlLiteral', () => {
  it.each([
    ['arn:aws:iam::111122223333:user/ci', "'arn:aws:iam::111122223333:user/ci'"],
    ["' OR '1'='1", "''' OR ''1''=''1'"],
    ['; DROP TABLE cloudtrail_logs; --', "'; DROP TABLE cloudtrail_logs; --'"],
    ['', "''"],
  ])('quotes %j', (text, expected) => {
    expect(sqlLiteral(text)).toBe(expected);
  });

  it.each([
    ["\\' OR 1=1 --"],
    ['a\nb'],
    ['\u2019'],
    ['\u0000'],
    ['https://e.vil'],
    ['www.e.vil'],
    ['a  b'],
    ['x'.repeat(513)],
  ])('refuses %j', (text) => {
    expect(sqlLiteral(text)).toBeUndefined();
  });
});
