import { cleanText, utf8Length } from './text';

/**
 * User agents: what they name, and the short form that a caller keeps. The caller chooses the text, so every pattern
 * runs in linear time. `docs/adr/0014-user-agents.md` says where the names come from.
 */

/**
 * Names that signals look for.
 *
 * - `attack-tool`: systems and tools made for attacks. SDKs put the name of the system they run on into the user agent:
 *   `os/linux#6.12.25-amd64-kali`, `Linux/6.5.0-13parrot1-amd64`.
 * - `known-scanner`: widely used security scanners, cost scanners and inventory tools. `APN_1826889` is Prowler.
 * - `script`: SDKs, command-line tools, HTTP libraries and infrastructure tools.
 * - `browser`: browsers and the console.
 */
const NAMES = {
  'attack-tool':
    /(?<![a-z])(?:kali|parrot|pentoo|blackarch|pacu|trufflehog|s3scanner|enumerate-iam|stratus-red-team)/i,
  'known-scanner':
    /\b(?:prowler|apn_1826889\b|scout[- ]?suite|cloudsploit|cloudmapper|steampipe|cartography|cloudquery|wiz|orca|lacework|datadog|turbot|cloud-?custodian|c7n|komiser|vantage|driftctl)/i,
  script:
    /\b(?:aws-cli|aws-sdk|boto3?|botocore|python|curl|wget|go-http-client|okhttp|axios|node-fetch|terraform|pulumi|java\/|ruby\/|(?:aws)?powershell)/i,
  browser: /console|mozilla\/|^AWS Internal$/i,
} as const;

export type AgentKind = keyof typeof NAMES;

/**
 * The console calls with an SDK too: `EC2ConsoleFrontend, aws-internal/3 aws-sdk-java/1.12.582`. The first name is one
 * word, so that what {@link shortUserAgent} leaves out cannot bring it next to the second.
 */
const CONSOLE_SDK = /^\[?(?:[^,\s]{1,40}, )?aws-internal\//;

/** Whether a user agent names something of this kind. */
export function isNamed(kind: AgentKind, userAgent: string): boolean {
  return NAMES[kind].test(userAgent) && !(kind === 'script' && CONSOLE_SDK.test(userAgent));
}

/** In bytes. Every later write of a bucket costs by the size of the callers that it holds. */
const MAX_BYTES = 120;

/** In characters. CloudTrail cuts user agents at 1 KB. */
const MAX_READ = 2048;

/** Stands for what was left out. */
const GAP = ' ... ';

/**
 * The features that an SDK used for one call, such as ` m/F,b,N,e,Z`. They differ from call to call in content and
 * order, so that one tool would look like many callers.
 */
const FEATURES = / m\/[\w+-]{1,2}(?:,[\w+-]{1,2})*(?= |$)/g;

/**
 * A user agent made safe and short. Tools write their names at the start, where an SDK has its own, or at the end, so
 * both ends stay. Between them stays every name that a signal would otherwise miss: signals judge the short form, and
 * find all that the whole one names.
 */
export function shortUserAgent(userAgent: string): string {
  const whole = cleanText(userAgent.slice(0, MAX_READ), MAX_READ * 4).replace(FEATURES, '');
  return utf8Length(whole) <= MAX_BYTES ? whole : shorten(whole, []);
}

function shorten(whole: string, names: readonly string[]): string {
  const middle = [GAP, ...names.map((name) => `${name}${GAP}`)].join('');
  const room = Math.floor((MAX_BYTES - utf8Length(middle)) / 2);
  const short = `${startOf(whole, room)}${middle}${endOf(whole, room)}`;
  const missed = Object.values(NAMES).find((name) => name.test(whole) && !name.test(short));
  const [name] = missed?.exec(whole) ?? [];
  return name === undefined ? short : shorten(whole, [...names, name]);
}

/** The start of a text, without a word that the cut would make another one. */
function startOf(text: string, maxBytes: number): string {
  return cleanText(text, maxBytes).replace(/ \S{0,24}$/, '');
}

function endOf(text: string, maxBytes: number): string {
  return backwards(cleanText(backwards(text), maxBytes)).replace(/^\S{0,24} /, '');
}

function backwards(text: string): string {
  return [...text].reverse().join('');
}
