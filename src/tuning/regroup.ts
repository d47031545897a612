import {
  type Call,
  GROUP_BY,
  type GroupBy,
  type Groupings,
  type Principal,
} from '../detection/model';

/**
 * A call as it is grouped otherwise than it was read.
 *
 * @param call read with all of `groupings`, and with `arn`, under which every call has a principal.
 */
export function regrouped(call: Call, groupings: Groupings): Call {
  const asked: readonly GroupBy[] = typeof groupings === 'string' ? [groupings] : groupings;
  const found = GROUP_BY.filter((grouping) => asked.includes(grouping)).flatMap(
    (grouping) => principalUnder(call, grouping) ?? [],
  );
  const principals = new Map(found.map((principal) => [principal.key, principal]));
  const [principal = call.principal, ...otherPrincipals] = principals.values();
  const { otherPrincipals: _others, ...rest } = call;
  return { ...rest, principal, ...(otherPrincipals.length > 0 && { otherPrincipals }) };
}

/** Whom a call is counted under when it is grouped in one way: as `principalsOf` has it, the ARN where there is nothing else. */
export function principalOf(call: Call, grouping: GroupBy): Principal {
  return principalUnder(call, grouping) ?? call.principal;
}

/** The kinds of principals that a grouping makes; an identity without an ARN is of another kind, and comes first. */
function principalUnder(
  { principal, otherPrincipals = [] }: Call,
  grouping: GroupBy,
): Principal | undefined {
  return grouping === 'arn'
    ? principal
    : [principal, ...otherPrincipals].find(({ kind }) => kind === grouping);
}
