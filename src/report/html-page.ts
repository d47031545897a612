import { MODEL_ELEMENT, type ReportModel } from './model';
import { PAGE_STYLE } from './page-style';

/** Marks a file as a report. */
const MARK = '<meta name="generator" content="regionsweep report">';

/** Characters at the start of a file that show whether it is a report. */
export const REPORT_HEAD_LENGTH = 512;

export interface PageParts {
  readonly model: ReportModel;
  /** The program of the page: a classic script. */
  readonly script: string;
  /** SHA-256 of the UTF-8 of a text, as base64. */
  readonly sha256: (text: string) => string;
}

/** Whether a file is a report, by its first {@link REPORT_HEAD_LENGTH} characters. */
export function isReport(head: string): boolean {
  return head.startsWith(HEAD_START);
}

const HEAD_START = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
${MARK}
`;

/**
 * A report as one HTML file. Its policy allows only its own script and style, no network requests, and no text as HTML.
 */
export function htmlPage({ model, script, sha256 }: PageParts): string {
  const code = safeScript(script);
  const policy = [
    "default-src 'none'",
    `script-src 'sha256-${sha256(code)}'`,
    `style-src 'sha256-${sha256(PAGE_STYLE)}'`,
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ');
  return `${HEAD_START}<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>RegionSweep report</title>
<style>${PAGE_STYLE}</style>
</head>
<body>
<noscript><p>This report needs JavaScript. Its own script draws it and makes no network requests; allow it to run.</p></noscript>
<script type="application/json" id="${MODEL_ELEMENT}">${embedded(model)}</script>
<script>${code}</script>
</body>
</html>
`;
}

/** JSON that neither an HTML nor a script parser can mistake for markup. */
export function embedded(value: unknown): string {
  return JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/**
 * A script that contains nothing that ends its element. In bundled code these texts occur only in strings and comments,
 * where the backslash changes nothing.
 */
function safeScript(script: string): string {
  return script.replace(/<(?=\/script|script|!--)/gi, '\\x3C');
}
