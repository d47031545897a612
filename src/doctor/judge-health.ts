import { type Check, checkOf } from './check';
import type { Facts } from './facts';
import { partition } from './look';

/** Has RegionSweep noticed a fault itself, and can it say so? */
export function judgeAlarms({ alarms, region }: Facts): Check {
  const { values, unseen } = partition([alarms]);
  const all = values.flat();
  const silent = all.filter(({ hasActionsEnabled }) => !hasActionsEnabled);
  return checkOf('alarms', {
    looked: 'the state of every alarm of the hub',
    why: 'An alarm in ALARM names a fault of RegionSweep. An alarm whose actions are disabled notifies nobody.',
    fine: [`None of ${all.length} alarms is in ALARM.`],
    problems: [
      ...all
        .filter(({ state }) => state === 'ALARM')
        .map(({ name, description }) => ({
          found: `${name} is in ALARM: ${description}`,
          fix: 'Do what the alarm says; docs/operations.md has a section for each alarm.',
        })),
      ...silent.map(({ name }) => ({
        found: `The actions of ${name} are disabled.`,
        fix: `aws cloudwatch enable-alarm-actions --region ${region} --alarm-names ${name}`,
      })),
    ],
    unseen,
  });
}

/** Where the docs say what to do, for the queues that `redrive` does not take. */
const RUNBOOKS: Readonly<Record<string, string>> = {
  NotFollowedUpUrl: 'See docs/operations.md#findings-that-were-not-followed-up.',
  UnreadFilesUrl:
    'Look for the reason in the log of the trail reader, then hand the files back: see docs/operations.md#unread-files.',
};

/** Does a call wait that RegionSweep has not counted? */
export function judgeDeadLetters({ deadLetters, parts }: Facts): Check {
  const { unseen } = partition(deadLetters.map(({ messages }) => messages));
  return checkOf('dead-letters', {
    looked:
      'the number of messages in the dead-letter queues of the hub and of the forwarders of this account',
    why: 'A dead letter is a call that was not counted, a trail file that was not read, or a finding without its follow-up. SQS deletes it after 14 days.',
    fine: [`All ${deadLetters.length} dead-letter queues are empty.`],
    problems: deadLetters.flatMap(({ output, url, region, messages }) =>
      messages.kind === 'seen' && messages.value > 0
        ? [
            {
              found: `The queue ${output} in ${region} holds ${messages.value} ${messages.value === 1 ? 'message' : 'messages'}.`,
              fix:
                RUNBOOKS[output] ??
                `Fix the cause, then: npm run --silent regionsweep -- redrive ${url} --function <FunctionName>`,
            },
          ]
        : [],
    ),
    unseen: [...unseen, ...partition([parts]).unseen],
  });
}
