import { plainText } from '../notification/escape';

/** Longest text from the trail. */
const MAX_TEXT = 256;

/** Longest name on an axis. */
export const MAX_LABEL = 44;

const NOTHING = '(empty)';

/**
 * A text from the trail as one line of printable ASCII, with `\u{…}` for other characters, as in messages. The page shows
 * it as text only.
 */
export function reportText(text: string, maxLength = MAX_TEXT): string {
  const plain = plainText(text, maxLength);
  return plain === '' ? NOTHING : plain;
}

/**
 * A principal on an axis: its name, then its account. `arn:aws:iam::111122223333:role/Audit` is
 * `role/Audit · 111122223333`.
 */
export function shortName(who: string, accounts: readonly string[]): string {
  const [, , service, , account = '', ...rest] = who.split(':');
  const isArn = who.startsWith('arn:') && rest.length > 0;
  const name = isArn ? nameIn(rest.join(':'), service) : who;
  const where = !isArn
    ? ''
    : account === '*'
      ? ` · ${accounts.length} accounts`
      : ` · ${reportText(account, 24)}`;
  return `${shortened(reportText(name), MAX_LABEL - where.length, service === 'sts' ? 0 : 0.4)}${where}`;
}

/** Puts the name of a session first, because users of IAM Identity Center share their role. */
function nameIn(resource: string, service: string | undefined): string {
  const [, role, session] = /^assumed-role\/(.+)\/([^/]+)$/s.exec(resource) ?? [];
  return service === 'sts' && role !== undefined && session !== undefined
    ? `${session} as ${role}`
    : resource;
}

/** @param tailShare share of the width for the end of the text: most names need both ends to be recognized. */
function shortened(text: string, width: number, tailShare: number): string {
  if (text.length <= width) {
    return text;
  }
  const tail = Math.floor((width - 1) * tailShare);
  return `${text.slice(0, width - 1 - tail)}…${text.slice(text.length - tail)}`;
}
