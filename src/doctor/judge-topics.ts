import { type Check, checkOf, type Problem } from './check';
import type { Facts, TopicFacts } from './facts';
import { partition } from './look';

/** What SNS shows instead of the ARN of a subscription that was not confirmed. */
const PENDING = 'PendingConfirmation';

/** The topics of every deployment. */
const TOPICS = 3;

const SUBSCRIBE_AGAIN =
  'For an e-mail address of the stack: remove it from emails, deploy, add it again, deploy, and confirm it. CloudFormation does not notice that SNS has deleted it.';

/** What reaches nobody without a subscriber. The archive needs none. */
const NEEDS_SUBSCRIBER: Readonly<Partial<Record<TopicFacts['output'], string>>> = {
  TopicArn: 'alerts',
  OperatorsTopicArn: 'alarms about RegionSweep itself',
};

/** Does someone get alerts and alarms, and does every subscription of the stack still exist? */
export function judgeSubscriptions({ topics, parts }: Facts): Check {
  const { values, unseen } = partition(topics.map(({ subscriptions }) => subscriptions));
  return checkOf('subscriptions', {
    looked: 'the subscriptions of the topics for alerts, the archive and operators',
    why: 'SNS deletes an unconfirmed subscription after 48 h, and an unsubscribed one at once. Then nobody gets alerts or alarms.',
    fine: [`All ${values.flat().length} subscriptions are confirmed.`],
    problems: topics.flatMap(problemsOf),
    undecided:
      parts.kind === 'seen' && topics.length < TOPICS
        ? [{ found: 'The stack does not name all of its topics.', fix: 'Deploy the stack again.' }]
        : [],
    unseen: [...unseen, ...partition([parts]).unseen],
  });
}

function problemsOf({ output, arn, expected, subscriptions }: TopicFacts): Problem[] {
  if (subscriptions.kind !== 'seen') {
    return [];
  }
  const name = arn.split(':').at(-1);
  const found = subscriptions.value;
  const pending = found.filter((one) => one.arn === PENDING);
  const gone = expected.filter((one) => !found.some((subscription) => subscription.arn === one));
  // A pending subscription of the stack is not under its ARN yet. It is reported once.
  const deleted = gone.slice(pending.length);
  const forPeople = found.filter((one) => one.protocol !== 'lambda' && one.arn !== PENDING);
  const what = NEEDS_SUBSCRIBER[output];
  return [
    ...pending.map(({ protocol }) => ({
      found: `A subscription (${protocol}) of ${name} is not confirmed.`,
      fix: `Open the link in its e-mail. ${SUBSCRIBE_AGAIN}`,
    })),
    ...deleted.map((subscription) => ({
      found: `The subscription ${subscription.split(':').at(-1)} of ${name} was deleted.`,
      fix: SUBSCRIBE_AGAIN,
    })),
    ...(what !== undefined && forPeople.length === 0
      ? [
          {
            found: `Nobody gets ${what}: ${name} has no confirmed subscriber.`,
            fix: `Set emails or slack and deploy, or: aws sns subscribe --region ${arn.split(':')[3]} --topic-arn ${arn} --protocol email --notification-endpoint <address>`,
          },
        ]
      : []),
  ];
}
