import {
  type Call,
  GROUP_BY,
  type GroupBy,
  type Groupings,
  type Principal,
} from '../detection/model';

/**
 * A call under other groupings than those it was read with.
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

/** The principal of a call under one grouping; its ARN where the call has no other, as in `principalsOf`. */
export function principalOf(call: Call, grouping: GroupBy): Principal {
  return principalUnder(call, grouping) ?? call.principal;
}

/** Under `arn` it is the first principal, which has another kind where the identity has no ARN. */
function principalUnder(
  { principal, otherPrincipals = [] }: Call,
  grouping: GroupBy,
): Principal | undefined {
  return grouping === 'arn'
    ? principal
    : [principal, ...otherPrincipals].find(({ kind }) => kind === grouping);
}
