import fc from 'fast-check';
import { shownName } from '../../src/trail/shown-name';

describe('shownName', () => {
  it.each([
    ['logs/2026/trail [1].json.gz', 'logs/2026/trail [1].json.gz'],
    ['España/журнал 日志 \u{1f600}.json', 'España/журнал 日志 \u{1f600}.json'],
    ['a\u001b[2J\u0007\u009b.json', 'a\\u{1b}[2J\\u{7}\\u{9b}.json'],
    ['a\nproblem: forged', 'a\\u{a}problem: forged'],
    ['gnp\u202e.json\u200b\u2028', 'gnp\\u{202e}.json\\u{200b}\\u{2028}'],
    ['\ud800', '\\u{d800}'],
    [`${'a'.repeat(399)}\u{1f600}`, `${'a'.repeat(399)}…`],
  ])('shows %j', (name, shown) => {
    expect(shownName(name)).toBe(shown);
  });

  it('shows any name on one line, printable and bounded, and a shown name as it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 900 }), (name) => {
        const shown = shownName(name);

        expect(shown).not.toMatch(/[\p{C}\p{Zl}\p{Zp}]/u);
        expect(shown.length).toBeLessThanOrEqual(401);
        expect(shown.length > 400 ? shown : shownName(shown)).toBe(shown);
      }),
    );
  });
});
