/** Problems between values that may each be valid. A value that its row refuses is not reported here again. */
import { isObject, objectOf } from '../detection/json';
import { RULE_IDS } from '../detection/rules/rule-catalog';
import { isAllowedNumber, refusedValue } from './check-value';
import type { ConfigProblem } from './config-error';
import { CONFIG_KEYS } from './config-keys';
import { DEFAULT_CONFIG } from './defaults';
import { shownValue } from './shown-value';
import { MAX_ACCOUNTS, ORGANIZATION_MEMBERS, SEVERITY_MEMBERS } from './structured-keys';

type Input = Readonly<Record<string, unknown>>;

/** Every problem of this kind, except that all rules may be disabled. */
export function crossProblems(input: Input): ConfigProblem[] {
  return [
    ...minCallsProblems(input),
    ...cutoffProblems(input),
    ...organizationProblems(input),
    ...accountsProblems(input),
    ...watchProblems(input),
  ];
}

/** Each `minCalls` above the number of calls that a bucket keeps: the threshold could never be reached. */
function minCallsProblems(input: Input): ConfigProblem[] {
  const { maxTrackedCalls: cap = DEFAULT_CONFIG.maxTrackedCalls } = input;
  const rules = objectOf(input, 'rules');
  const settings: readonly (readonly [string, unknown])[] = [
    ['minCalls', input['minCalls']],
    ...RULE_IDS.map((id) => [`rules.${id}.minCalls`, objectOf(rules, id)['minCalls']] as const),
  ];
  return settings.flatMap(([key, value]) =>
    isAllowedNumber(value, CONFIG_KEYS.minCalls) &&
    isAllowedNumber(cap, CONFIG_KEYS.maxTrackedCalls) &&
    value > cap
      ? [
          {
            key,
            problem: 'exceeds maxTrackedCalls, so it could never be reached',
            received: shownValue(value),
            allowed: `a whole number from 1 to ${cap}`,
            fix: `Set it to ${cap} or less, or raise maxTrackedCalls.`,
          },
        ]
      : [],
  );
}

/** A configuration that disables every rule would be deployed and detect nothing. */
export function enabledRulesProblems(input: Input): ConfigProblem[] {
  const rules = objectOf(input, 'rules');
  if (!RULE_IDS.every((id) => objectOf(rules, id)['enabled'] === false)) {
    return [];
  }
  return [
    {
      key: 'rules',
      problem: 'disables every rule, so nothing would be detected',
      received: shownValue(rules),
      allowed: 'at least one enabled rule',
      fix: `Remove enabled, or set it to true, for ${RULE_IDS.join(' or ')}.`,
    },
  ];
}

/** Severity cutoffs that do not ascend. */
function cutoffProblems(input: Input): ConfigProblem[] {
  const { members } = SEVERITY_MEMBERS.cutoffs;
  const cutoffs = Object.entries<unknown>({
    ...DEFAULT_CONFIG.severity.cutoffs,
    ...objectOf(objectOf(input, 'severity'), 'cutoffs'),
  }).filter(([name]) => Object.hasOwn(members, name));
  return cutoffs.flatMap(([name, cutoff], index): ConfigProblem[] => {
    const [lowerName, lower] = cutoffs[index - 1] ?? [];
    const isValid = isAllowedNumber(cutoff, members[name]) && isAllowedNumber(lower, members[name]);
    if (!isValid || cutoff > lower) {
      return [];
    }
    return [
      {
        key: `severity.cutoffs.${name}`,
        problem: `is not above severity.cutoffs.${lowerName}: cutoffs must ascend`,
        received: shownValue(cutoff),
        allowed: `more than ${lower}`,
        fix: `Raise it, or lower severity.cutoffs.${lowerName}.`,
      },
    ];
  });
}

/** An organization that admits no account, or lacks the ID that other members require. */
function organizationProblems({ organization }: Input): ConfigProblem[] {
  if (!isObject(organization) || organization['id'] !== undefined) {
    return [];
  }
  const dependents = ['units', 'managementAccount'].filter((key) => isSet(organization[key]));
  if (dependents.length > 0) {
    const names = dependents.join(' and ');
    return [
      refusedValue('organization.id', organization, ORGANIZATION_MEMBERS.id, {
        problem: `is missing, but required with ${names}`,
        fix: `${ORGANIZATION_MEMBERS.id.fix} Or remove ${names}.`,
      }),
    ];
  }
  return isSet(organization['accounts'])
    ? []
    : [
        refusedValue('organization', organization, CONFIG_KEYS.organization, {
          problem: 'names neither an organization (id) nor accounts',
          fix: 'Set id or accounts, or remove organization: the hub then accepts events from its own account only.',
        }),
      ];
}

/** More accounts than the policy of the hub bus can name. */
function accountsProblems({ organization }: Input): ConfigProblem[] {
  const { accounts } = isObject(organization) ? organization : {};
  const count = Array.isArray(accounts) ? new Set(accounts).size : 0;
  return count > MAX_ACCOUNTS
    ? [
        {
          key: 'organization.accounts',
          problem: `lists ${count} accounts, more than the policy of the hub bus can name in its 10,240 characters`,
          received: `${count} accounts`,
          allowed: `at most ${MAX_ACCOUNTS} accounts`,
          fix: 'Set organization.id, which admits every account of the organization, and list only accounts outside it.',
        },
      ]
    : [];
}

/** No calls, and calls of some category. */
function watchProblems({ watch }: Input): ConfigProblem[] {
  return Array.isArray(watch) && watch.includes('none')
    ? [
        refusedValue('watch', watch, CONFIG_KEYS.watch, {
          problem: 'combines none with categories',
          fix: 'Remove none to watch these categories, or set watch to none alone.',
        }),
      ]
    : [];
}

/** An empty list counts as missing. */
export function isSet(value: unknown): boolean {
  return value !== undefined && !(Array.isArray(value) && value.length === 0);
}
