import { forwarderStack, HUB_BUS } from '../config/deployed-names';
import { SEES_READ_ONLY_EVENTS } from '../detection/rules/event-types';
import { RULES } from '../detection/rules/rule-catalog';
import { WATCHES } from '../detection/watched/watch-catalog';
import { type Check, checkOf, type Problem } from './check';
import type { Facts, RuleFacts } from './facts';
import { partition } from './look';

const DEPLOY_AGAIN =
  'CloudFormation does not repair the rule by itself. Disable the rule in your settings and deploy, then enable it and deploy again.';

const WHY_RULES =
  'A rule that is off, or that gets no read-only events, sends no calls: RegionSweep misses sweeps.';

/** Are the rules of the hub there, on both buses, and in the state that they need? */
export function judgeRules({ rules }: Facts): Check {
  const { values, unseen } = partition([rules]);
  const all = values.flat();
  const isEmpty = values.length > 0 && all.length === 0;
  return checkOf('rules', {
    looked:
      'the state and the targets of every EventBridge rule of the hub, on its default bus and on the hub bus',
    why: WHY_RULES,
    fine: [`All ${all.length} rules are in the state that they need, and have a target.`],
    problems: [
      ...(isEmpty ? [{ found: 'The stack has no rule.', fix: 'Deploy the stack again.' }] : []),
      ...all.flatMap(problemOf),
    ],
    unseen: [...unseen, ...unseenTargets(all)],
  });
}

/** Does each further region of the account have a forwarder, with rules in the state that they need? */
export function judgeForwarders(facts: Facts): Check {
  const { forwarders, monitoredRegions, hasForwarders, region: hub } = facts;
  const missing = forwarders.filter(({ rules }) => rules.kind === 'seen' && !rules.value?.length);
  const { values, unseen } = partition(forwarders.map(({ rules }) => rules));
  const all = values.flatMap((rules) => rules ?? []);
  const isTrailOnly = hasForwarders.kind === 'seen' && !hasForwarders.value;
  return checkOf('forwarders', {
    looked: `the stack ${forwarderStack('<region>')} of this account in each further region, and the state and the targets of its rules`,
    why: 'Without its forwarder, a region sends no calls. A sweep then shows fewer regions than it has, and may stay below minRegions.',
    fine: [
      isTrailOnly
        ? 'No forwarder is needed: the trail brings the calls of every region.'
        : `All ${forwarders.length} forwarders of this account have their rules, which send to the hub bus.`,
    ],
    problems: [
      ...missing.map(({ region }) => ({
        found: `${region} has no forwarder.`,
        fix: `npx cdk deploy ${forwarderStack(region)}`,
      })),
      ...all.flatMap(problemOf),
      ...all.flatMap((rule) => strayProblem(rule, hub)),
    ],
    unseen: [
      ...unseen,
      ...unseenTargets(all),
      ...partition<unknown>([hasForwarders, monitoredRegions]).unseen,
    ],
  });
}

/** A forwarder that sends somewhere other than to the hub. */
function strayProblem({ name, region, targets }: RuleFacts, hub: string): Problem[] {
  const arns = targets?.kind === 'seen' ? targets.value : [];
  const isStray = arns.length > 0 && !arns.some((arn) => isHubBus(arn, hub));
  return isStray
    ? [
        {
          found: `The rule ${name} in ${region} sends to ${arns.join(', ')}, not to the hub bus in ${hub}.`,
          fix: `${DEPLOY_AGAIN} If the hub has moved: npx cdk deploy ${forwarderStack(region)}`,
        },
      ]
    : [];
}

function isHubBus(arn: string, hub: string): boolean {
  const [, , service, region, , resource] = arn.split(':');
  return service === 'events' && region === hub && resource === `event-bus/${HUB_BUS}`;
}

function unseenTargets(rules: readonly RuleFacts[]) {
  return partition(rules.flatMap(({ targets }) => targets ?? [])).unseen;
}

function problemOf(rule: RuleFacts): Problem[] {
  const { name, bus, region, state, pattern, targets } = rule;
  if (state === undefined) {
    return [
      {
        found: `The rule ${name} on the bus ${bus} in ${region} was deleted.`,
        fix: DEPLOY_AGAIN,
      },
    ];
  }
  const needed = needsReadOnlyEvents(pattern)
    ? [SEES_READ_ONLY_EVENTS]
    : ['ENABLED', SEES_READ_ONLY_EVENTS];
  const withoutTarget: Problem[] =
    targets?.kind === 'seen' && targets.value.length === 0
      ? [
          {
            found: `The rule ${name} on the bus ${bus} in ${region} has no target, so it sends calls nowhere.`,
            fix: DEPLOY_AGAIN,
          },
        ]
      : [];
  if (needed.includes(state)) {
    return withoutTarget;
  }
  return [
    ...withoutTarget,
    {
      found: `The rule ${name} on the bus ${bus} in ${region} is ${state}, and must be ${needed[0]}.`,
      fix:
        needed[0] === 'ENABLED'
          ? `aws events enable-rule --region ${region} --event-bus-name ${bus} --name ${name}`
          : `aws events put-rule --region ${region} --event-bus-name ${bus} --name ${name} --state ${SEES_READ_ONLY_EVENTS} --event-pattern ${inQuotes(pattern ?? '')}`,
    },
  ];
}

/** As one word of a shell. An attacker may have written the pattern of the rule. */
function inQuotes(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/** Names of calls that only read. */
const READ_ONLY_CALLS: readonly string[] = [
  ...RULES.flatMap(({ match }) => match.eventNames),
  ...WATCHES.filter(({ watch }) => watch.isReadOnly).map(({ watch }) => watch.call),
];

/** Whether the rule is for calls that only read. A pattern never mixes them with others. */
function needsReadOnlyEvents(pattern = ''): boolean {
  return READ_ONLY_CALLS.some((name) => pattern.includes(`"${name}"`));
}
