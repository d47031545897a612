import { type Check, checkOf, type Problem } from './check';
import type { Facts, TrailFacts } from './facts';
import { type Look, partition, type Unseen } from './look';

const DOCUMENTATION = 'See docs/deployment.md#before-you-begin.';

/** Is there one trail that logs read-only management events of every region? Without it, AWS sends no events. */
export function judgeTrail({ trails }: Facts): Check {
  const { values, unseen } = partition([trails]);
  const judged = values.flat().map(judgeOne);
  const good = judged.filter(({ problems, unseen: own }) => problems.length + own.length === 0);
  const isAnyGood = good.length > 0;
  const isNone = values.length > 0 && judged.length === 0;
  return checkOf('trail', {
    looked:
      'every CloudTrail trail that this region sees: whether it logs, its regions and its event selectors',
    why: 'EventBridge gets API calls only in a region where a trail records them, and read-only calls only if the trail records reads.',
    fine: [`The trail ${good[0]?.name} logs read-only management events of every region.`],
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
      ...(isAnyGood || judged.some((one) => one.problems.length === 0)
        ? []
        : judged.flatMap(({ problems }) => problems)),
    ],
    unseen: [...unseen, ...(isAnyGood ? [] : judged.flatMap((one) => one.unseen))],
  });
}

interface JudgedTrail {
  readonly name: string;
  readonly problems: readonly Problem[];
  readonly unseen: readonly Unseen[];
}

function judgeOne({ name, isMultiRegion, isLogging, recordsReads }: TrailFacts): JudgedTrail {
  const needs = (look: Look<boolean>, found: string, fix: string): Problem[] =>
    look.kind === 'seen' && !look.value ? [{ found, fix }] : [];
  return {
    name,
    problems: [
      ...(isMultiRegion
        ? []
        : [
            {
              found: `The trail ${name} covers one region only.`,
              fix: `aws cloudtrail update-trail --name ${name} --is-multi-region-trail`,
            },
          ]),
      ...needs(
        isLogging,
        `The trail ${name} does not log.`,
        `aws cloudtrail start-logging --name ${name}`,
      ),
      ...needs(
        recordsReads,
        `The trail ${name} does not record management events that only read.`,
        `aws cloudtrail put-event-selectors --trail-name ${name} --event-selectors '[{"ReadWriteType":"All","IncludeManagementEvents":true}]'`,
      ),
    ],
    unseen: partition<boolean>([isLogging, recordsReads]).unseen,
  };
}
