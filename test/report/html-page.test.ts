import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { embedded, htmlPage, isReport, REPORT_HEAD_LENGTH } from '../../src/report/html-page';
import { hostileSweep, longTermKeySweep } from '../support/findings';
import { forged } from '../support/forged-finding';
import { HOSTILE_TEXTS } from '../support/hostile-texts';
import { reportOf } from '../support/reports';

const INJECTIONS: readonly (readonly [string, string])[] = [
  ['end of a script', '</script><script>alert(1)</script>'],
  ['end of a script, in capitals', '</SCRIPT >'],
  ['beginning of a comment', '<!--<script>'],
  ['end of a comment', '-->]]>'],
  ['prototype', '__proto__'],
  ['lone surrogates', '\ud800x\udc00'],
  ['line separators', '\u2028\u2029'],
  ['right-to-left marks', '\u202e\u2066\u200f'],
  ['entities', '&lt;/script&gt;&#60;'],
];

const sha256 = (text: string) => createHash('sha256').update(text).digest('base64');

/** The page of a model, and the text of the model in it. */
function pageOf(value: unknown, script = 'draw()'): { page: string; json: string } {
  const page = htmlPage({ model: value as never, script, sha256 });
  const [, json = ''] =
    /<script type="application\/json" id="model">(.*?)<\/script>/s.exec(page) ?? [];
  return { page, json };
}

describe('a model in a page', () => {
  it.each([...INJECTIONS, ...HOSTILE_TEXTS])('is read back as it was: %s', (_what, text) => {
    const value = { [text]: [text, { nested: text }] };

    expect(JSON.parse(pageOf(value).json)).toEqual(JSON.parse(JSON.stringify(value)));
    expect(embedded(value)).not.toMatch(/[<>&\u2028\u2029]/);
  });

  it('is read back as it was, whatever its value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.parse(pageOf(value).json)).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it('does not reach the prototype of objects', () => {
    const value = JSON.parse('{"__proto__":{"polluted":true}}') as object;

    const read = JSON.parse(pageOf(value).json) as { polluted?: boolean };

    expect(Object.keys(read)).toEqual(['__proto__']);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  it.each([...INJECTIONS, ...HOSTILE_TEXTS])(
    'has texts from the trail as one line of printable ASCII: %s',
    (_what, text) => {
      const findings = [
        hostileSweep(text),
        hostileSweep(text, 'role'),
        forged(longTermKeySweep(), () => text),
      ];
      const { texts, hours, regions } = reportOf(findings, { problems: [text] });
      const labels = [hours, regions].flatMap(({ rows, columns }) => [
        ...columns,
        ...rows.flatMap(({ label, name }) => [label, name]),
      ]);

      // The signs that our own texts are cut and joined by.
      for (const one of [...texts, ...labels]) {
        expect(one).toMatch(/^[ -~…·]*$/);
        expect(one.length).toBeLessThan(1200);
      }
    },
  );
});

describe('a page', () => {
  it('allows only its own script and style', () => {
    const { page } = pageOf({}, 'let x = "</script>"; // <!--');
    const scripts = [...page.matchAll(/<script>(.*?)<\/script>/gs)].map(([, code = '']) => code);
    const [, style = ''] = /<style>(.*?)<\/style>/s.exec(page) ?? [];
    const [, policy = ''] =
      /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page) ?? [];

    expect(scripts).toEqual(['let x = "\\x3C/script>"; // \\x3C!--']);
    expect(policy.split('; ')).toEqual([
      "default-src 'none'",
      `script-src 'sha256-${sha256(scripts[0] ?? '')}'`,
      `style-src 'sha256-${sha256(style)}'`,
      "base-uri 'none'",
      "form-action 'none'",
      "require-trusted-types-for 'script'",
      "trusted-types 'none'",
    ]);
  });

  it('contains no URL', () => {
    expect(pageOf({}).page).not.toMatch(/https?:|src=|url\(|@import/);
  });

  it.each<[string, string, boolean]>([
    ['a report', pageOf({}).page, true],
    ['another page', '<!doctype html><title>x</title>', false],
    ['a page that speaks of reports', `<p>${pageOf({}).page}`, false],
    ['nothing', '', false],
  ])('differs from other files: %s', (_what, content, expected) => {
    expect(isReport(content.slice(0, REPORT_HEAD_LENGTH))).toBe(expected);
  });
});
