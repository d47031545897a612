import type { JsonObject } from '../../src/detection/json';
import {
  forwardedTamperingPattern,
  TAMPERING_CALLS,
  tamperingPattern,
} from '../../src/detection/rules/tampering';
import { cloudTrailEvent } from './event-ruler/cloudtrail-event';
import { runEventRuler } from './event-ruler/run-event-ruler';

const OURS = 'RegionSweepForwarder-us-e-ForwarderRulesDescribeIns-1A2B3C4D5E6F';
/** As CloudFormation names the rule in a stack of a StackSet, whose name is too long. */
const ITSELF = 'StackSet-RegionSweep-forw-ForwarderTamperingRule41-1A2B3C4D5E6F';
const FOREIGN = 'billing-NightlyRule-1A2B3C4D5E6F';

const PATTERNS = {
  forwarder: tamperingPattern([OURS, { wildcard: '*-ForwarderTampering*' }]),
  home: tamperingPattern([{ prefix: 'RegionSweep-' }]),
  hub: forwardedTamperingPattern(),
};

/** A record of a call; CloudTrail writes the parameters of an API in lower camel case. */
function record(eventName: string, overrides: JsonObject = {}): JsonObject {
  const isTrail = /Trail|Logging|Selectors/.test(eventName);
  const rule = /Targets/.test(eventName) ? { rule: OURS, ids: ['Target0'] } : { name: OURS };
  return {
    eventVersion: '1.08',
    userIdentity: { type: 'IAMUser', arn: 'arn:aws:iam::111122223333:user/eve' },
    eventTime: '2026-03-17T12:00:00Z',
    eventSource: isTrail ? 'cloudtrail.amazonaws.com' : 'events.amazonaws.com',
    eventName,
    awsRegion: 'us-east-1',
    sourceIPAddress: '198.51.100.7',
    requestParameters: isTrail ? { name: 'main' } : rule,
    eventType: 'AwsApiCall',
    recipientAccountId: '111122223333',
    ...overrides,
  };
}

const DENIED = { errorCode: 'AccessDenied', requestParameters: null };
const BY_DEPLOYMENT = { sourceIPAddress: 'cloudformation.amazonaws.com' };

type Case = readonly [
  what: string,
  record: JsonObject,
  matching: readonly (keyof typeof PATTERNS)[],
];

const CASES: readonly Case[] = [
  ...['StopLogging', 'DeleteTrail', 'UpdateTrail', 'PutEventSelectors'].flatMap((name): Case[] => [
    [name, record(name), ['forwarder', 'home', 'hub']],
    [`${name}, denied`, record(name, DENIED), ['forwarder', 'home', 'hub']],
    [`${name} of a deployment`, record(name, BY_DEPLOYMENT), ['hub']],
  ]),
  ...['DisableRule', 'DeleteRule', 'PutRule', 'RemoveTargets', 'PutTargets'].flatMap(
    (name): Case[] => {
      const parameter = /Targets/.test(name) ? 'rule' : 'name';
      const of = (rule: string) => record(name, { requestParameters: { [parameter]: rule } });
      return [
        [name, record(name), ['forwarder', 'hub']],
        [`${name} of the rule itself`, of(ITSELF), ['forwarder', 'hub']],
        [`${name} of the hub`, of('RegionSweep-HomeRules-1A2B'), ['home', 'hub']],
        [`${name} of another rule`, of(FOREIGN), ['hub']],
        [`${name} of a deployment`, record(name, BY_DEPLOYMENT), ['hub']],
        [
          `${name}, denied without parameters`,
          record(name, DENIED),
          name.startsWith('Put') ? ['hub'] : ['forwarder', 'home', 'hub'],
        ],
        [
          `${name} of another rule, denied`,
          record(name, { errorCode: 'AccessDenied', requestParameters: { [parameter]: FOREIGN } }),
          ['hub'],
        ],
      ];
    },
  ),
  ['EnableRule', record('EnableRule'), []],
  ['StartLogging', record('StartLogging'), []],
  ['DescribeTrails', record('DescribeTrails'), []],
  [
    'a call of another service with the same name',
    record('DeleteRule', { eventSource: 'waf.amazonaws.com' }),
    [],
  ],
];

describe('the patterns of tampering', () => {
  it('match these calls and no others, says Event Ruler', async () => {
    const events = CASES.map(([, each]) => JSON.stringify(cloudTrailEvent(each)));

    const verdicts = await runEventRuler(PATTERNS, events);

    const actual = CASES.map(([what], index) => {
      const verdict = verdicts[index];
      return [what, verdict && 'matches' in verdict ? [...verdict.matches].sort() : verdict];
    });
    expect(actual).toEqual(CASES.map(([what, , patterns]) => [what, [...patterns].sort()]));
  });

  it('of forwarders select only calls that the hub takes', () => {
    const eventNames = JSON.stringify(PATTERNS.forwarder).match(
      /"(?:StopLogging|\w+Trail|PutEventSelectors|\w+Rule|\w+Targets)"/g,
    );

    expect(new Set(eventNames?.map((name) => JSON.parse(name)))).toEqual(new Set(TAMPERING_CALLS));
  });
});
