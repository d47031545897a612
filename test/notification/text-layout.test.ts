import {
  itemLines,
  LINE_WIDTH,
  paragraph,
  rows,
  wrapWords,
} from '../../src/notification/text-layout';

describe('wrapWords', () => {
  it.each([
    ['one two three', 7, ['one two', 'three']],
    ['one two three', 80, ['one two three']],
    ['a incomprehensibilities b', 10, ['a', 'incomprehensibilities', 'b']],
    ['', 10, ['']],
  ])('breaks %j at %d', (text, width, expected) => {
    expect(wrapWords(text, width)).toEqual(expected);
  });
});

describe('paragraph', () => {
  it('indents every line and keeps to the width', () => {
    const lines = paragraph('word '.repeat(60).trim(), '  - ', '    ');

    expect(lines.length).toBeGreaterThan(2);
    expect(lines[0]).toMatch(/^ {2}- word/);
    expect(lines.slice(1).every((line) => /^ {4}word/.test(line))).toBe(true);
    expect(lines.every((line) => line.length <= LINE_WIDTH)).toBe(true);
  });
});

describe('rows', () => {
  it('labels the first value only', () => {
    expect(rows('Address', ['192.0.2.1', '192.0.2.2'])).toEqual([
      '  Address      192.0.2.1',
      '               192.0.2.2',
    ]);
  });
});

describe('itemLines', () => {
  it('wraps between items, never within one', () => {
    const items = Array.from({ length: 12 }, (_, index) => `"item number ${index}"`);

    const lines = itemLines(items);

    expect(lines.every((line) => line.length <= LINE_WIDTH && line.startsWith('  '))).toBe(true);
    expect(lines.join(' ').replace(/ +/g, ' ').trim()).toBe(items.join(', '));
    expect(lines.every((line) => (line.match(/"/g) ?? []).length % 2 === 0)).toBe(true);
  });
});
