import { isDeepStrictEqual } from 'node:util';
import { leadOf } from '../../../../src/detection/incident/incident';
import { eventPatternOf } from '../../../../src/detection/rules/event-pattern';
import { RULE_IDS, type RuleId, ruleById } from '../../../../src/detection/rules/rule-catalog';
import { noteFigure } from '../../support/figures';
import type { DeployedRule } from '../deployed-rules';
import { type Deployment, HEADING } from '../deployment';
import { historyOf, userArn } from '../histories';
import { bridgeRegion } from '../region-hop';
import { FORWARDED_REGIONS, HOME_REGION, HUB_BUS } from '../world';

const SEES_READ_ONLY_EVENTS = 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS';

/** The rules of the hub and of its forwarders: as deployed, and at work. */
export function rulesSuite(deployment: () => Deployment): void {
  /** The rules for the calls of a rule of the catalogue. */
  const rulesFor = (ruleId: RuleId, region: string, bus = 'default'): DeployedRule[] => {
    const pattern = eventPatternOf(ruleById(ruleId).match);
    return deployment().rules.filter(
      (rule) =>
        rule.region === region && rule.bus === bus && isDeepStrictEqual(rule.pattern, pattern),
    );
  };

  describe('the hub', () => {
    it.each(['default', HUB_BUS])(
      'sends the calls of every rule to the detector: bus %s',
      (bus) => {
        const { outputs } = deployment();
        for (const ruleId of RULE_IDS) {
          expect(rulesFor(ruleId, HOME_REGION, bus)).toEqual([
            expect.objectContaining({
              state: SEES_READ_ONLY_EVENTS,
              targets: [
                expect.objectContaining({
                  Arn: expect.stringContaining(
                    `:function:${outputs['RegionSweep']?.['FunctionName']}`,
                  ),
                  DeadLetterConfig: { Arn: expect.stringMatching(`^arn:aws:sqs:${HOME_REGION}:`) },
                }),
              ],
            }),
          ]);
        }
      },
    );
  });

  describe('a forwarder', () => {
    it.each(FORWARDED_REGIONS)('sends the calls of every rule to the hub: %s', (region) => {
      const { outputs } = deployment();
      for (const ruleId of RULE_IDS) {
        expect(rulesFor(ruleId, region)).toEqual([
          expect.objectContaining({
            state: SEES_READ_ONLY_EVENTS,
            targets: [
              {
                Id: expect.any(String),
                Arn: outputs['RegionSweep']?.['HubBusArn'],
                RoleArn: expect.stringMatching(/^arn:aws:iam::\d+:role\/RegionSweepForwarder-/),
                DeadLetterConfig: { Arn: expect.stringMatching(`^arn:aws:sqs:${region}:`) },
              },
            ],
          }),
        ]);
      }
    });
  });

  describe('a sweep through forwarded regions alone', () => {
    it('is notified of', async () => {
      const { clients, carrier, inbox } = deployment();
      const user = 'sweeps-forwarded-regions';
      const regions = FORWARDED_REGIONS.slice(0, 10);
      for (const record of historyOf(user, { regions })) {
        const rules = rulesFor('describe-instances', String(record['awsRegion']));
        const hops = await Promise.all(rules.map((rule) => bridgeRegion(clients, carrier, rule)));
        await carrier.toRegion(record);
        await carrier.toRegion({ ...record, eventName: 'DescribeVolumes' });
        expect(await Promise.all(hops.map((hop) => hop.carry()))).toEqual([1]);
        await Promise.all(hops.map((hop) => hop.end()));
      }
      const { sqs } = await inbox.all(userArn(user));
      expect(leadOf(JSON.parse(sqs.body))).toMatchObject({
        evidence: { regions: regions.toSorted() },
      });
      noteFigure(
        HEADING,
        'Not shown: the hop between regions, which the emulator does not make; the rules at both ends are real',
      );
    });
  });
}
