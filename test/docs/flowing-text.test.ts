import { drawLine, flow, type Run } from '../../tools/docs/flowing-text';
import { widthOf } from '../../tools/docs/svg-text';

const FONT = { size: 10, isMonospace: true };
const run = (text: string, color = 'black'): Run => ({ text, font: FONT, color });
const lineTexts = (lines: readonly (readonly Run[])[]): string[] =>
  lines.map((line) => line.map(({ text }) => text).join(''));

describe('flow', () => {
  const width = widthOf('x'.repeat(10), FONT);

  it('breaks at blanks and keeps every word', () => {
    expect(lineTexts(flow([run('one two three four')], width))).toEqual(['one two ', 'three four']);
  });

  it('cuts a word that fits into no line', () => {
    expect(lineTexts(flow([run('x'.repeat(25))], width))).toEqual([
      'x'.repeat(10),
      'x'.repeat(10),
      'x'.repeat(5),
    ]);
  });

  it('keeps runs apart that look different, and one as one', () => {
    const [line] = flow([run('a b '), run('c', 'red')], width);

    expect(line?.map(({ text, color }) => [text, color])).toEqual([
      ['a b ', 'black'],
      ['c', 'red'],
    ]);
  });

  it('draws texts as they are', () => {
    expect(drawLine([run('<b> & "c"')], 5, 7)).toContain('>&lt;b&gt; &amp; &quot;c&quot;</tspan>');
  });
});
