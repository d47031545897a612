import { globMatches } from '../detection/glob';
import { isObject, type JsonObject } from '../detection/json';

/** Calls that create a forwarder, and those that it makes. */
const NEEDED_ACTIONS = [
  'cloudformation:CreateStack',
  'events:PutRule',
  'events:PutTargets',
  'sqs:CreateQueue',
  'events:PutEvents',
] as const;

const REGION_KEY = 'aws:requestedregion';

/** What a service control policy denies a forwarder in a region. */
export interface Denial {
  readonly region: string;
  readonly actions: readonly string[];
  /** Condition keys other than the region, which may exempt the role that deploys. */
  readonly unless: readonly string[];
}

/** Which of these regions a policy closes to forwarders. @param content JSON */
export function denialsOf(content: string, regions: readonly string[]): readonly Denial[] {
  const document: unknown = JSON.parse(content);
  const statements = isObject(document) ? [document['Statement']].flat().filter(isObject) : [];
  // A policy for some resources is about resources that are not those of a forwarder.
  const denying = statements.filter(
    ({ Effect, Resource }) => Effect === 'Deny' && [Resource].flat().includes('*'),
  );
  return regions.flatMap((region) =>
    denying.flatMap((statement): Denial[] => {
      const actions = NEEDED_ACTIONS.filter((action) => isAbout(statement, action));
      const conditions = conditionsOf(statement);
      const isElsewhere = conditions.some(
        ({ key, operator, values }) => key === REGION_KEY && !holds(operator, values, region),
      );
      const unless = conditions.filter(({ key }) => key !== REGION_KEY).map(({ key }) => key);
      return actions.length === 0 || isElsewhere ? [] : [{ region, actions, unless }];
    }),
  );
}

function isAbout({ Action, NotAction }: JsonObject, action: string): boolean {
  const isAmong = (patterns: unknown) =>
    [patterns].flat().some((one) => globMatches(String(one).toLowerCase(), action.toLowerCase()));
  return Action === undefined ? NotAction !== undefined && !isAmong(NotAction) : isAmong(Action);
}

function conditionsOf({ Condition }: JsonObject) {
  return Object.entries(isObject(Condition) ? Condition : {}).flatMap(([operator, keys]) =>
    Object.entries(isObject(keys) ? keys : {}).map(([key, values]) => ({
      operator,
      key: key.toLowerCase(),
      values: [values].flat().map(String),
    })),
  );
}

/** Whether a condition on the region holds for it. */
function holds(operator: string, values: readonly string[], region: string): boolean {
  const isAmong = values.some((value) => globMatches(value, region));
  return /Not(?:Equals|Like)/.test(operator) ? !isAmong : isAmong;
}
