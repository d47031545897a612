import type { Finding, FindingPrincipal } from '../detection/finding';
import { sqlLiteral } from './escape';
import { matchOf, principalName } from './facts';
import type { ReadyQuery } from './lookup-command';

/** How the core marks a name that it had to change, so that it no longer equals the one in the trail. */
const CHANGED_NAME = /~[0-9a-f]{16}$/;

/** A column and the text it has to hold. */
type Match = readonly [column: string, value: string];

const ACCOUNT_COLUMN = 'COALESCE(useridentity.accountid, recipientaccountid)';

/** What differs between places that have SQL over records of CloudTrail; their columns are the same. */
interface SqlPlace {
  readonly table: string;
  /** A time in seconds, `2026-03-14T09:26:40Z`, as the place writes it. */
  readonly timeOf: (isoTime: string) => string;
}

/** A query for what this principal called in the span of the sweep, in whatever region. */
export function principalQuery(finding: Finding, { table, timeOf }: SqlPlace): ReadyQuery {
  const { eventSource, eventName } = matchOf(finding);
  const byPrincipal = conditionsOf(matchesOf(finding.principal));
  const conditions = byPrincipal ?? [
    `eventsource = '${eventSource}'`,
    `eventname = '${eventName}'`,
  ];
  const { start, end } = finding.window;
  const where = [...conditions, `eventtime >= '${timeOf(start)}'`, `eventtime < '${timeOf(end)}'`];
  return {
    lines: [
      'SELECT eventtime, awsregion, eventsource, eventname, errorcode,',
      '       sourceipaddress, useragent, useridentity.accesskeyid',
      `FROM ${table}`,
      ...where.map((condition, index) => `${index === 0 ? 'WHERE' : '  AND'} ${condition}`),
      'ORDER BY eventtime;',
    ],
    remarks:
      byPrincipal === undefined
        ? ["The principal's name cannot be put into a query. This lists all callers."]
        : [],
  };
}

/** Which columns hold what the principal's key is made of; see `cloudtrail/principal.ts`. */
function matchesOf(principal: FindingPrincipal): Match[] | undefined {
  const name = principalName(principal);
  switch (principal.kind) {
    case 'arn':
      return [['useridentity.arn', name]];
    case 'role':
      return [['useridentity.sessioncontext.sessionissuer.arn', name]];
    case 'sourceIp':
      return [['sourceipaddress', name]];
    case 'principalId':
      return [['useridentity.principalid', name]];
    case 'accessKey': {
      const [accountId, accessKeyId, ...rest] = name.split(':');
      return accountId === undefined || accessKeyId === undefined || rest.length > 0
        ? undefined
        : known([
            [ACCOUNT_COLUMN, accountId],
            ['useridentity.accesskeyid', accessKeyId],
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
            ['useridentity.type', type === 'Unknown' ? '' : type],
            ['useridentity.invokedby', invokedBy],
            [ACCOUNT_COLUMN, accountId],
          ]);
    }
  }
}

function known(matches: readonly Match[]): Match[] {
  return matches.filter(([, value]) => value !== '');
}

/** `undefined` when there is nothing to match, or a value that does not belong into a query. */
function conditionsOf(matches: readonly Match[] | undefined): string[] | undefined {
  const literals = matches?.map(([column, value]) => {
    const literal = CHANGED_NAME.test(value) ? undefined : sqlLiteral(value);
    return literal === undefined ? undefined : `${column} = ${literal}`;
  });
  const conditions = literals?.filter((condition) => condition !== undefined);
  return conditions === undefined ||
    conditions.length === 0 ||
    conditions.length < (literals?.length ?? 0)
    ? undefined
    : conditions;
}
