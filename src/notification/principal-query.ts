import type { Finding, FindingPrincipal } from '../detection/finding';
import { matchOf, principalName } from './facts';

/** How the core marks a name that it had to change, so that it no longer equals the one in the trail. */
const CHANGED_NAME = /~[0-9a-f]{16}$/;

/** A field of a CloudTrail record and the text that it must equal. */
type Match = readonly [field: string, value: string];

const ACCOUNT_FIELD = 'coalesce(userIdentity.accountId, recipientAccountId)';

/** The fields of a call that tell what it was and where it came from. */
export const SHOWN_FIELDS = [
  ['eventTime', 'awsRegion', 'eventSource', 'eventName', 'errorCode'],
  ['sourceIPAddress', 'userAgent', 'userIdentity.accessKeyId'],
] as const;

/** The conditions of a query, and what the reader should know about them. */
interface PrincipalConditions {
  readonly conditions: readonly string[];
  readonly remarks: readonly string[];
}

/**
 * Conditions for all calls of a principal. A name that is not safe in a query stays out of it: the conditions are then
 * for the call of the rule, whoever made it.
 *
 * @param condition writes that a field equals a text; `undefined` where the text is not safe in that language.
 */
export function principalConditions(
  finding: Finding,
  condition: (field: string, value: string) => string | undefined,
): PrincipalConditions {
  const matches = matchesOf(finding.principal) ?? [];
  const conditions = matches.map(([field, value]) =>
    CHANGED_NAME.test(value) ? undefined : condition(field, value),
  );
  const safe = conditions.filter((one) => one !== undefined);
  if (safe.length > 0 && safe.length === conditions.length) {
    return { conditions: safe, remarks: [] };
  }
  const { eventSource, eventName } = matchOf(finding);
  return {
    conditions: [condition('eventSource', eventSource), condition('eventName', eventName)].filter(
      (one) => one !== undefined,
    ),
    remarks: [
      `The name of the principal is not safe to paste, so this lists ${eventName} by all callers.`,
    ],
  };
}

/** Which fields hold what the principal's key is made of; see `cloudtrail/principal.ts`. */
function matchesOf(principal: FindingPrincipal): Match[] | undefined {
  const name = principalName(principal);
  switch (principal.kind) {
    case 'arn':
      return [['userIdentity.arn', name]];
    case 'role':
      return [['userIdentity.sessionContext.sessionIssuer.arn', name]];
    case 'sourceIp':
      return [['sourceIPAddress', name]];
    case 'principalId':
      return [['userIdentity.principalId', name]];
    case 'accessKey': {
      const [accountId, accessKeyId, ...rest] = name.split(':');
      return accountId === undefined || accessKeyId === undefined || rest.length > 0
        ? undefined
        : known([
            [ACCOUNT_FIELD, accountId],
            ['userIdentity.accessKeyId', accessKeyId],
          ]);
    }
    case 'identity': {
      const [type, invokedBy, accountId, ...rest] = name.split(':');
      return type === undefined ||
        invokedBy === undefined ||
        accountId === undefined ||
        rest.length > 0
        ? undefined
        : known([
            // The core writes `Unknown` for a type that the record does not have.
            ['userIdentity.type', type === 'Unknown' ? '' : type],
            ['userIdentity.invokedBy', invokedBy],
            [ACCOUNT_FIELD, accountId],
          ]);
    }
  }
}

function known(matches: readonly Match[]): Match[] {
  return matches.filter(([, value]) => value !== '');
}
