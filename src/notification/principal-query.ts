import type { Finding, FindingPrincipal } from '../detection/finding';
import { eventNamesOf, matchOf, principalName } from './facts';
import { NO_OTHERS, type OtherCallers } from './other-callers';

/** How the core marks a name that it had to change, so that it no longer equals the one in the trail. */
const CHANGED_NAME = /~[0-9a-f]{16}$/;

/** The fields of a call that tell what it was and where it came from. */
export const SHOWN_FIELDS = [
  ['eventTime', 'awsRegion', 'eventSource', 'eventName', 'errorCode'],
  ['sourceIPAddress', 'userAgent', 'userIdentity.accessKeyId'],
] as const;

const ACCOUNT_FIELD = 'coalesce(userIdentity.accountId, recipientAccountId)';

const WHOLE = /^(.*)$/s;

/** The parts of a principal's key, and which fields hold them; see `cloudtrail/principal.ts`. */
const KEY_FIELDS: Readonly<
  Record<FindingPrincipal['kind'], readonly [parts: RegExp, ...fields: string[]]>
> = {
  arn: [WHOLE, 'userIdentity.arn'],
  role: [WHOLE, 'userIdentity.sessionContext.sessionIssuer.arn'],
  sourceIp: [WHOLE, 'sourceIPAddress'],
  principalId: [WHOLE, 'userIdentity.principalId'],
  accessKey: [/^([^:]*):([^:]*)$/, ACCOUNT_FIELD, 'userIdentity.accessKeyId'],
  onBehalfOf: [
    /^([^:]*):(.*)$/s,
    'userIdentity.onBehalfOf.userId',
    'userIdentity.onBehalfOf.identityStoreArn',
  ],
  // The tables of CloudTrail have no column for the identity provider between the two.
  userName: [/^([^:]*):[^:]*:([^:]*)$/, 'userIdentity.type', 'userIdentity.userName'],
  identity: [
    /^([^:]*):([^:]*):([^:]*)$/,
    'userIdentity.type',
    'userIdentity.invokedBy',
    ACCOUNT_FIELD,
  ],
  // The key may have a shortened user agent.
  unattributed: [/^([^/]*)\/([^/]*)\//, ACCOUNT_FIELD, 'sourceIPAddress'],
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
  /** Further calls to list: those that meet one of these. */
  readonly alternatives: readonly Match[];
  readonly remarks: readonly string[];
}

/**
 * Conditions for all calls of a principal. A name that is not safe in a query stays out of it: the conditions are then
 * for the call of the rule, whoever made it.
 *
 * @param literalOf writes a text as a literal; `undefined` where the text is not safe in that language.
 * @param others whose calls to list as well.
 */
export function principalConditions(
  finding: Finding,
  literalOf: (text: string) => string | undefined,
  { arns, accessKeyIds }: OtherCallers = NO_OTHERS,
): PrincipalConditions {
  const safe = (matches: readonly Match[]): Match[] =>
    matches.flatMap(([field, value]): Match[] => {
      const literal = CHANGED_NAME.test(value) ? undefined : literalOf(value);
      return literal === undefined ? [] : [[field, literal]];
    });
  const matches = matchesOf(finding.principal);
  const alternatives = safe([
    ...arns.map((arn): Match => ['userIdentity.arn', arn]),
    ...accessKeyIds.map((id): Match => ['userIdentity.accessKeyId', id]),
  ]);
  const conditions = safe(matches);
  if (conditions.length > 0 && conditions.length === matches.length) {
    return { conditions, alternatives, remarks: [] };
  }
  const { eventSource } = matchOf(finding);
  const [eventName, ...others] = eventNamesOf(finding);
  // A condition has one value. None is about parameters, which CloudTrail omits of most denied calls.
  const isOne = others.length === 0;
  return {
    conditions: safe(Object.entries({ eventSource, ...(isOne && { eventName }) })),
    alternatives,
    remarks: [
      `The name of the principal is not safe to paste, so this lists ${isOne ? eventName : `all calls to ${eventSource}`} by all callers.`,
    ],
  };
}

function matchesOf(principal: FindingPrincipal): Match[] {
  const [parts, ...fields] = KEY_FIELDS[principal.kind];
  const [, ...values] = parts.exec(principalName(principal)) ?? [];
  // The core writes `Unknown` for a type that the record does not have.
  const isKnown = ([field, value]: Match): boolean =>
    value !== '' && !(field === 'userIdentity.type' && value === 'Unknown');
  return values.map((value, index): Match => [fields[index] ?? '', value]).filter(isKnown);
}
