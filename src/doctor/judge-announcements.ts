import type { Problem } from './check';
import { partition } from './look';
import type { TrailFacts, TrailPathFacts } from './trail-facts';

const SET_TOPIC =
  'Set trail.topicArn to a topic that announces the files, and deploy. See docs/deployment.md#announce-the-files.';

/** The trail of this S3 bucket cannot write or announce files. */
export function deliveryProblems(
  { bucket }: TrailPathFacts,
  trails: readonly TrailFacts[],
): Problem[] {
  return trails
    .filter((trail) => trail.bucket === bucket && trail.status.kind === 'seen')
    .flatMap(({ name, status }) => {
      const { deliveryError, notificationError } = status.kind === 'seen' ? status.value : {};
      return [
        ...(deliveryError
          ? [`could not write its latest file to ${bucket}: ${deliveryError}`]
          : []),
        ...(notificationError ? [`could not announce its latest file: ${notificationError}`] : []),
      ].map((what) => ({
        found: `The trail ${name} ${what.replace(/[.\s]+$/, '')}.`,
        fix: `Allow cloudtrail.amazonaws.com in the policy of the S3 bucket, of the SNS topic and of the KMS key. Then look again: aws cloudtrail get-trail-status --name ${name}`,
      }));
    });
}

/** Something announces the files, to where the hub listens. */
export function judgeAnnouncements(
  { bucket, topicArn, bucketEvents, bucketRegion }: TrailPathFacts,
  trails: readonly TrailFacts[],
  hub: string,
) {
  const isByTrail = trails.some((one) => one.bucket === bucket && one.topicArn === topicArn);
  if (topicArn !== undefined && isByTrail) {
    return { problems: [], unseen: [] };
  }
  const { values, unseen } = partition([bucketEvents]);
  const problems = values.flatMap(({ hasEventBridge, topics }): Problem[] => {
    if (topicArn !== undefined) {
      return topics.includes(topicArn)
        ? []
        : [
            {
              found: `Neither a trail nor the S3 bucket ${bucket} sends events about new files to ${topicArn}.`,
              fix: SET_TOPIC,
            },
          ];
    }
    return hasEventBridge
      ? []
      : [
          {
            found: `The S3 bucket ${bucket} does not send its events to EventBridge, and no topic is configured.`,
            fix: 'Switch on Amazon EventBridge in the properties of the S3 bucket, or set trail.topicArn and deploy. See docs/deployment.md#announce-the-files.',
          },
        ];
  });
  const [actual] = partition([bucketRegion]).values;
  const isOutOfReach = topicArn === undefined && actual !== undefined && actual !== hub;
  return {
    unseen,
    problems: [
      ...problems,
      ...(isOutOfReach
        ? [
            {
              found: `The S3 bucket ${bucket} is in ${actual}, so its events do not reach EventBridge in ${hub}.`,
              fix: SET_TOPIC,
            },
          ]
        : []),
    ],
  };
}
