/** Problems of a configuration that matter only to a deployment. Commands that read a history ignore them. */

import { isObject } from '../detection/json';
import { refusedValue } from './check-value';
import type { ConfigProblem } from './config-error';
import { CONFIG_KEYS } from './config-keys';
import { isSet } from './cross-checks';
import { hubRegionProblems } from './region-problems';
import { shownValue } from './shown-value';

type Input = Readonly<Record<string, unknown>>;

export function deploymentProblems(input: Input, hubRegion: string): ConfigProblem[] {
  return [
    ...hubRegionProblems(hubRegion, input['organization'] !== undefined),
    ...subscriberProblems(input),
    ...trailProblems(input, hubRegion),
  ];
}

/**
 * A deployment whose alerts reach nobody. CDK cannot see what an earlier deployment subscribed, so leaving out `emails`
 * would end the subscriptions of a security team.
 */
function subscriberProblems(input: Input): ConfigProblem[] {
  const { subscribers = 'listed' } = input;
  const listed = ['emails', 'slack'].filter((key) => isSet(input[key]));
  if (subscribers === 'listed' && listed.length === 0) {
    return [
      {
        key: 'Neither emails nor slack',
        problem: 'is set, so nobody would get alerts',
        received: 'nothing',
        allowed: 'emails, slack or both; or subscribers set to none',
        fix: 'Set emails under "context" in cdk.json: CDK does not remember what you passed with -c. If you subscribe to the topics yourself, set subscribers to none.',
      },
    ];
  }
  if (subscribers === 'none' && listed.length > 0) {
    const names = listed.join(' and ');
    return [
      {
        key: 'subscribers',
        problem: `has the value none, but ${names} ${listed.length === 1 ? 'is' : 'are'} set`,
        received: shownValue(subscribers),
        allowed: 'none without emails and slack; or listed, the default',
        fix: `Remove subscribers to keep ${names}, or remove ${names}.`,
      },
    ];
  }
  return [];
}

/** A collection and a trail that do not fit together. */
function trailProblems(
  { collection = 'eventbridge', trail }: Input,
  hubRegion: string,
): ConfigProblem[] {
  const readsTrail = collection === 'trail' || collection === 'both';
  if (trail === undefined) {
    return readsTrail
      ? [
          refusedValue('trail', trail, CONFIG_KEYS.trail, {
            problem: `is missing, but required with collection ${collection}`,
            fix: 'Set trail.bucket to the S3 bucket of your trail, or remove collection.',
          }),
        ]
      : [];
  }
  if (collection === 'eventbridge') {
    return [
      refusedValue('collection', collection, CONFIG_KEYS.collection, {
        problem: 'ignores the trail, but trail is set',
        fix: 'Set collection to trail or both, or remove trail.',
      }),
    ];
  }
  const { region, topicArn } = isObject(trail) ? trail : {};
  return topicArn === undefined && typeof region === 'string' && region !== hubRegion
    ? [
        {
          key: 'trail.topicArn',
          problem: `is missing, but required for an S3 bucket outside ${hubRegion}, the region of the hub`,
          received: 'nothing',
          allowed: 'the ARN of an SNS topic that announces the objects',
          fix: 'Set it, or deploy the hub in the region of the S3 bucket.',
        },
      ]
    : [];
}
