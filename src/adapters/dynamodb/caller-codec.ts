import type { Caller, Principal } from '../../detection/model';

/** Order of the fields of a caller in its text. New ones go to the end: items of earlier versions lack them. */
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
  'unknownParameters',
  'eventName',
  'cut',
] as const satisfies readonly (keyof Caller)[];

/** No field contains it: texts of callers have no control characters. */
const SEPARATOR = '\t';

/** Stands for a field that follows from other data. A text that itself starts with it gets another one in front. */
const SAME = '=';

export interface CallerCodec {
  encode(caller: Caller): string;
  decode(text: string): Caller;
}

/**
 * Callers as texts. They are short, because a write costs by the size of the whole item: fields that follow from the
 * principal are left out, and so is a recipient account that equals the account of the caller.
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
      return caller as unknown as Caller;
    },
  };
}
