import type { Caller, Principal } from '../../detection/model';

/** Order of the fields of a caller in its text. */
const FIELDS = [
  'type',
  'arn',
  'accountId',
  'recipientAccountId',
  'accessKeyId',
  'roleArn',
  'sourceIp',
  'userAgent',
  'errorCode',
  'consoleSession',
] as const satisfies readonly (keyof Caller)[];

/** No field holds one: texts of callers are free of control characters. */
const SEPARATOR = '\t';

/** Stands for a field that follows from something else; before any other text that begins so it stands again. */
const SAME = '=';

export interface CallerCodec {
  encode(caller: Caller): string;
  decode(text: string): Caller;
}

/**
 * Callers as texts, short because each write is paid for by the size of the whole item: what the principal says of
 * all of its callers is left out, and so is an account that called itself.
 */
export function callerCodec({ kind, key }: Principal): CallerCodec {
  const name = key.slice(kind.length + 1);
  const expectedOf = (field: keyof Caller, caller: Partial<Caller>): string | undefined => {
    if (field === 'arn' || field === 'roleArn') {
      return name;
    }
    return field === 'recipientAccountId' ? caller.accountId : undefined;
  };
  return {
    encode(caller) {
      const texts = FIELDS.map((field) => {
        const value = caller[field] ?? '';
        if (value === expectedOf(field, caller)) {
          return SAME;
        }
        return value.startsWith(SAME) ? `${SAME}${value}` : value;
      });
      return texts.join(SEPARATOR);
    },
    decode(text) {
      const texts = text.split(SEPARATOR);
      const caller: Partial<Record<keyof Caller, string>> = {};
      FIELDS.forEach((field, index) => {
        const value = texts[index] ?? '';
        const known =
          value === SAME ? expectedOf(field, caller as Partial<Caller>) : value.replace(/^=/, '');
        if (known) {
          caller[field] = known;
        }
      });
      return caller as Caller;
    },
  };
}
