/** Problems of a configuration that matter only to a deployment. Commands that read a history ignore them. */
import type { ConfigProblem } from './config-error';
import { isSet } from './cross-checks';
import { hubRegionProblems } from './region-problems';
import { shownValue } from './shown-value';

type Input = Readonly<Record<string, unknown>>;

export function deploymentProblems(input: Input, hubRegion: string): ConfigProblem[] {
  return [
    ...hubRegionProblems(hubRegion, input['organization'] !== undefined),
    ...subscriberProblems(input),
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
