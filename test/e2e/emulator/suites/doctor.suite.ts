import {
  CloudTrailClient,
  CreateTrailCommand,
  StartLoggingCommand,
} from '@aws-sdk/client-cloudtrail';
import { DisableRuleCommand, PutRuleCommand } from '@aws-sdk/client-eventbridge';
import { ListSubscriptionsByTopicCommand, UnsubscribeCommand } from '@aws-sdk/client-sns';
import { noteFigure } from '../../support/figures';
import type { DeployedRule } from '../deployed-rules';
import { type Deployment, HEADING } from '../deployment';
import { type DoctorRun, doctor } from '../doctor';
import { historyOf } from '../histories';
import { createQueue, subscribe } from '../sqs-subscriber';
import { CREDENTIALS, FORWARDED_REGIONS, HOME_REGION, HUB_BUS } from '../world';

/** What the emulator lacks: it has every opt-in region enabled, and no Service Quotas. */
const OF_THE_EMULATOR: Readonly<Record<string, string>> = { regions: 'broken', quotas: 'unknown' };

/** What `doctor` finds if nothing is broken. */
function healthy(ids: readonly string[]) {
  return Object.fromEntries(
    ids.map((id) => [id, expect.objectContaining({ result: OF_THE_EMULATOR[id] ?? 'ok' })]),
  );
}

/** Whether a rule on the hub bus sends calls of EC2 to the detector. */
function isForCalls({ bus, pattern }: DeployedRule): boolean {
  return bus === HUB_BUS && JSON.stringify(pattern).includes('"aws.ec2"');
}

/** `regionsweep doctor`: on a healthy deployment, and after parts of it were broken. */
export function doctorSuite(deployment: () => Deployment): void {
  describe('regionsweep doctor', () => {
    let operators: Awaited<ReturnType<typeof createQueue>>;

    beforeAll(async () => {
      const { clients, emulator, outputs, scripts } = deployment();
      const trails = new CloudTrailClient({
        endpoint: emulator.endpoint,
        region: HOME_REGION,
        credentials: CREDENTIALS,
      });
      const trail = { Name: 'everything', S3BucketName: 'trail', IsMultiRegionTrail: true };
      await trails.send(new CreateTrailCommand(trail));
      await trails.send(new StartLoggingCommand({ Name: trail.Name }));
      operators = await createQueue(clients.sqs(), 'operators-of-doctor');
      await subscribe(clients, outputs['RegionSweep']?.['OperatorsTopicArn'] ?? '', operators);
      await scripts.carryMetric(
        HOME_REGION,
        outputs['RegionSweep']?.['LogGroupName'] ?? '',
        'Calls',
      );
    });

    afterAll(() => operators?.remove());

    it('finds a healthy deployment ok', async () => {
      const { checks } = await run();

      expect(checks).toEqual(healthy(Object.keys(checks)));
      expect(Object.keys(checks).length).toBeGreaterThan(14);
    });

    it('waits until its test calls have been counted', async () => {
      const { carrier, outputs, scripts } = deployment();
      const running = run('--test-calls', '--wait', '90s');
      const state = { isDone: false };
      void running.finally(() => {
        state.isDone = true;
      });
      const [first = '', second = ''] = FORWARDED_REGIONS;
      // The emulator has no Service Quotas, so it records no call of it.
      const quota = historyOf('doctor', {
        template: 'get-service-quota',
        regions: [second],
        times: 2,
      });
      let carried = 0;
      while (!state.isDone) {
        const records = await scripts.recordedCalls(CREDENTIALS.accessKeyId, [first]);
        const calls = records.filter(({ eventName }) => eventName === 'DescribeInstances');
        if (calls.length > carried) {
          await carrier.toHub([...calls.slice(carried), ...(carried === 0 ? quota : [])]);
          carried = calls.length;
        }
        await scripts.carryMetric(
          HOME_REGION,
          outputs['RegionSweep']?.['LogGroupName'] ?? '',
          'Calls',
        );
      }
      const { checks, stderr } = await running;

      expect(stderr).toContain(
        `test calls: DescribeInstances in ${first} and GetServiceQuota in ${second}`,
      );
      expect(checks['test-calls']).toMatchObject({
        result: 'ok',
        found: [
          expect.stringMatching(/^The detector counted DescribeInstances from /),
          expect.any(String),
        ],
      });
      noteFigure(HEADING, 'doctor --test-calls: both calls counted');
    });

    it('names a disabled rule and a deleted subscription', async () => {
      const { clients, outputs, rules } = deployment();
      const rule = rules.find(isForCalls) as DeployedRule;
      const events = clients.events();
      const name = { Name: rule.name, EventBusName: rule.bus };
      await events.send(new DisableRuleCommand(name));
      const topic = { TopicArn: outputs['RegionSweep']?.['ArchiveTopicArn'] };
      const { Subscriptions = [] } = await clients.sns.send(
        new ListSubscriptionsByTopicCommand(topic),
      );
      const SubscriptionArn = Subscriptions[0]?.SubscriptionArn;
      await clients.sns.send(new UnsubscribeCommand({ SubscriptionArn }));

      const { checks, exitCode } = await run();

      expect(exitCode).toBe(1);
      expect(checks['rules']).toMatchObject({
        result: 'broken',
        found: [
          `The rule ${rule.name} on the bus ${HUB_BUS} in ${HOME_REGION} is DISABLED, and must be ${rule.state}.`,
        ],
      });
      expect(checks['subscriptions']).toMatchObject({
        result: 'broken',
        found: [expect.stringContaining(`${SubscriptionArn?.split(':').at(-1)}`)],
      });
      const others = Object.values(checks).filter(({ result }) => result === 'broken');
      expect(others.map(({ id }) => id)).toEqual(['regions', 'rules', 'subscriptions']);
      await events.send(
        new PutRuleCommand({
          ...name,
          EventPattern: JSON.stringify(rule.pattern),
          State: rule.state as 'ENABLED',
        }),
      );
      expect((await run()).checks['rules']).toMatchObject({ result: 'ok' });
    });
  });

  function run(...flags: string[]): Promise<DoctorRun> {
    return doctor(deployment().emulator, ...flags);
  }
}
