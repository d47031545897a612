import { configuredOrganizations } from './bus-statements';
import { type Check, checkOf, type Problem } from './check';
import { areAllSources, unrecordedSources } from './event-selectors';
import type { Facts } from './facts';
import { partition, type Unseen } from './look';
import type { TrailFacts } from './trail-facts';

const DOCUMENTATION = 'See docs/deployment.md#before-you-begin.';

/** Is there one trail that logs read-only management events of every region? Without it, AWS sends no events. */
export function judgeTrail(facts: Facts): Check {
  const { values, unseen } = partition([facts.trails]);
  const judged = values.flat().map(judgeOne);
  const good = judged.filter(({ problems, unseen: own }) => problems.length + own.length === 0);
  const best = good.find(({ trail }) => trail.isOrganizationTrail) ?? good[0];
  const isNone = values.length > 0 && judged.length === 0;
  return checkOf('trail', {
    looked:
      'every CloudTrail trail that this region sees: whether it logs, its regions, its accounts and its event selectors',
    why: 'AWS hands over API calls only where a trail records them, and read-only calls only if the trail records reads.',
    fine: [
      `The trail ${best?.trail.name} logs read-only management events of every region, ${best?.trail.isOrganizationTrail ? 'for the whole organization' : 'for this account only'}.`,
    ],
    problems: [
      ...(isNone
        ? [
            {
              found: 'There is no trail.',
              fix: `Create a multi-region trail that records read and write management events. ${DOCUMENTATION}`,
            },
          ]
        : []),
      // A trail that is good enough makes the others irrelevant; one that may be good makes the answer unknown.
      ...(judged.some((one) => one.problems.length === 0)
        ? []
        : judged.flatMap(({ problems }) => problems)),
    ],
    undecided: best === undefined ? [] : ofOtherAccounts(best.trail, facts),
    unseen: [...unseen, ...(best === undefined ? judged.flatMap((one) => one.unseen) : [])],
  });
}

/** A trail of one account says nothing about the trails of the others. */
function ofOtherAccounts({ name, isOrganizationTrail }: TrailFacts, facts: Facts): Problem[] {
  return isOrganizationTrail || configuredOrganizations(facts).length === 0
    ? []
    : [
        {
          found: `The trail ${name} records this account only. doctor cannot see whether every other account of the organization has a trail.`,
          fix: `In the management account: aws cloudtrail update-trail --name ${name} --is-organization-trail. Or create a trail in each account. ${DOCUMENTATION}`,
        },
      ];
}

interface JudgedTrail {
  readonly trail: TrailFacts;
  readonly problems: readonly Problem[];
  readonly unseen: readonly Unseen[];
}

function judgeOne(trail: TrailFacts): JudgedTrail {
  const { name, isMultiRegion, status, selectors } = trail;
  const problems: Problem[] = [];
  if (!isMultiRegion) {
    problems.push({
      found: `The trail ${name} covers one region only.`,
      fix: `aws cloudtrail update-trail --name ${name} --is-multi-region-trail`,
    });
  }
  if (status.kind === 'seen' && !status.value.isLogging) {
    problems.push({
      found: `The trail ${name} does not log.`,
      fix: `aws cloudtrail start-logging --name ${name}`,
    });
  }
  if (selectors.kind === 'seen') {
    const unrecorded = unrecordedSources(selectors.value);
    if (unrecorded.length > 0) {
      problems.push({
        found: areAllSources(unrecorded)
          ? `The trail ${name} does not record management events that only read.`
          : `The trail ${name} does not record all management events of ${unrecorded.join(', ')} that only read.`,
        fix: selectorsFix(name, selectors.value.advanced.length > 0),
      });
    }
  }
  return { trail, problems, unseen: partition<unknown>([status, selectors]).unseen };
}

function selectorsFix(name: string, isAdvanced: boolean): string {
  const selectors = isAdvanced
    ? `--advanced-event-selectors '[{"FieldSelectors":[{"Field":"eventCategory","Equals":["Management"]}]}]'`
    : `--event-selectors '[{"ReadWriteType":"All","IncludeManagementEvents":true}]'`;
  return `aws cloudtrail put-event-selectors --trail-name ${name} ${selectors} (this replaces all selectors of the trail: add those for data events, if it has any)`;
}
