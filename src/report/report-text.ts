import { plainText } from '../notification/escape';

/** Characters of a text that is not ours. */
const MAX_TEXT = 256;

/** Characters of a name on an axis. */
export const MAX_LABEL = 44;

const NOTHING = '(empty)';

/**
 * A text that is not ours, as the other texts for people have it: one line of printable ASCII, what is not written as
 * `\u{…}`. The page shows it as text and as nothing else.
 */
export function reportText(text: string, maxLength = MAX_TEXT): string {
  const plain = plainText(text, maxLength);
  return plain === '' ? NOTHING : plain;
}

/**
 * A principal for an axis: what it is called first, then where. `arn:aws:iam::111122223333:role/Audit` is
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

/** Of a session, its own name first: people of IAM Identity Center share their role. */
function nameIn(resource: string, service: string | undefined): string {
  const [, role, session] = /^assumed-role\/(.+)\/([^/]+)$/s.exec(resource) ?? [];
  return service === 'sts' && role !== undefined && session !== undefined
    ? `${session} as ${role}`
    : resource;
}

/** @param tailShare how much of it is the end: of most names, both ends say who it is. */
function shortened(text: string, width: number, tailShare: number): string {
  if (text.length <= width) {
    return text;
  }
  const tail = Math.floor((width - 1) * tailShare);
  return `${text.slice(0, width - 1 - tail)}…${text.slice(text.length - tail)}`;
}
