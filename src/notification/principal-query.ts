import type { Finding, FindingPrincipal } from '../detection/finding';
import { eventNamesOf, matchOf, principalName } from './facts';

/** How the core marks a name that it had to change, so that it no longer equals the one in the trail. */
const CHANGED_NAME = /~[0-9a-f]{16}$/;

/** The fields of a call that tell what it was and where it came from. */
export const SHOWN_FIELDS = [
  ['eventTime', 'awsRegion', 'eventSource', 'eventName', 'errorCode'],
  ['sourceIPAddress', 'userAgent', 'userIdentity.accessKeyId'],
] as const;

const ACCOUNT_FIELD = 'coalesce(userIdentity.accountId, recipientAccountId)';

/** Which fields hold the parts of the principal's key; see `cloudtrail/principal.ts`. */
const KEY_FIELDS: Readonly<Record<FindingPrincipal['kind'], readonly string[]>> = {
  arn: ['userIdentity.arn'],
  role: ['userIdentity.sessionContext.sessionIssuer.arn'],
  sourceIp: ['sourceIPAddress'],
  principalId: ['userIdentity.principalId'],
  accessKey: [ACCOUNT_FIELD, 'userIdentity.accessKeyId'],
  identity: ['userIdentity.type', 'userIdentity.invokedBy', ACCOUNT_FIELD],
};

/** A field of a CloudTrail record and the text that it must equal. */
type Match = readonly [field: string, value: string];

/** A query to paste, and what the reader should know about it. */
export interface ReadyQuery {
  readonly lines: readonly string[];
  readonly remarks: readonly string[];
}

/** The conditions of a query, and what the reader should know about them. */
interface PrincipalConditions {
  /** Each a field and the literal that it must equal. */
  readonly conditions: readonly Match[];
  readonly remarks: readonly string[];
}

/**
 * Conditions for all calls of a principal. A name that is not safe in a query stays out of it: the conditions are then
 * for the call of the rule, whoever made it.
 *
 * @param literalOf writes a text as a literal; `undefined` where the text is not safe in that language.
 */
export function principalConditions(
  finding: Finding,
  literalOf: (text: string) => string | undefined,
): PrincipalConditions {
  const safe = (matches: readonly Match[]): Match[] =>
    matches.flatMap(([field, value]): Match[] => {
      const literal = CHANGED_NAME.test(value) ? undefined : literalOf(value);
      return literal === undefined ? [] : [[field, literal]];
    });
  const matches = matchesOf(finding.principal);
  const conditions = safe(matches);
  if (conditions.length > 0 && conditions.length === matches.length) {
    return { conditions, remarks: [] };
  }
  const { eventSource } = matchOf(finding);
  const [eventName, ...others] = eventNamesOf(finding);
  // A condition has one value. None is about parameters, which CloudTrail omits of most denied calls.
  const isOne = others.length === 0;
  return {
    conditions: safe(Object.entries({ eventSource, ...(isOne && { eventName }) })),
    remarks: [
      `The name of the principal is not safe to paste, so this lists ${isOne ? eventName : `all calls to ${eventSource}`} by all callers.`,
    ],
  };
}

function matchesOf(principal: FindingPrincipal): Match[] {
  const name = principalName(principal);
  const fields = KEY_FIELDS[principal.kind];
  const values = fields.length === 1 ? [name] : name.split(':');
  // The core writes `Unknown` for a type that the record does not have.
  const isKnown = ([field, value]: Match): boolean =>
    value !== '' && !(field === 'userIdentity.type' && value === 'Unknown');
  return values.length === fields.length
    ? fields.map((field, index): Match => [field, values[index] ?? '']).filter(isKnown)
    : [];
}
