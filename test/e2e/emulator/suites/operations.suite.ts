import type { DeployedRule } from '../deployed-rules';
import type { Deployment } from '../deployment';
import { bridgeRegion } from '../region-hop';
import { createQueue, subscribe } from '../sqs-subscriber';
import { ACCOUNT, DEPLOYED_REGIONS } from '../world';

/** The alarm that a rule is for, which its pattern names as the resource. */
function alarmOf({ pattern }: DeployedRule): string | undefined {
  return (pattern as { readonly resources?: readonly string[] } | undefined)?.resources?.[0];
}

/** The heartbeat and the alarm of a forwarder. */
export function operationsSuite(deployment: () => Deployment): void {
  describe('the heartbeat', () => {
    it('makes a call that CloudTrail records', async () => {
      const { rules, scripts } = deployment();
      const schedules = rules.filter(({ pattern }) => pattern === undefined);
      expect(schedules.map(({ state }) => state)).toEqual(['ENABLED', 'ENABLED']);
      const heartbeat = schedules.find(({ name }) => name.includes('HeartbeatSchedule'));
      // In this minute, the second region is due.
      const event = { time: '2026-01-31T12:01:00Z' };
      await scripts.invoke(heartbeat?.targets[0]?.Arn ?? '', event);
      // The emulator gives functions the number of their account as an access key.
      const records = await scripts.recordedCalls(ACCOUNT, DEPLOYED_REGIONS);
      const calls = records.filter(({ eventName }) => eventName === 'DescribeInstances');
      expect(calls.length).toBeGreaterThan(0);
      for (const { userAgent } of calls) {
        expect(userAgent).toMatch(/ regionsweep-heartbeat/);
      }
    });
  });

  describe('the alarm of a forwarder', () => {
    it('reaches the operators', async () => {
      const region = 'us-east-1';
      const { clients, carrier, outputs, rules } = deployment();
      const operators = await createQueue(clients.sqs(), 'operators');
      await subscribe(clients, outputs['RegionSweep']?.['OperatorsTopicArn'] ?? '', operators);
      const rule = rules.find((one) => one.region === region && alarmOf(one) !== undefined);
      const alarm = rule && alarmOf(rule);
      if (rule === undefined || alarm === undefined) {
        throw new Error(`No rule in ${region} is for an alarm.`);
      }
      const hop = await bridgeRegion(clients, carrier, rule);
      await carrier.put(region, [
        {
          Source: 'aws.cloudwatch',
          DetailType: 'CloudWatch Alarm State Change',
          Resources: [alarm],
          Detail: JSON.stringify({
            alarmName: alarm.split(':').at(-1),
            state: { value: 'ALARM' },
            configuration: { description: 'RegionSweep: calls could not be forwarded.' },
          }),
        },
      ]);
      expect(await hop.carry()).toBe(1);
      await hop.end();
      const messages = await operators.receive();
      expect(messages.map(({ Body = '' }) => JSON.parse(Body))).toEqual([
        {
          version: '1.0',
          source: 'custom',
          content: {
            textType: 'client-markdown',
            title: expect.stringContaining(ACCOUNT),
            description: expect.stringContaining('could not forward calls to the hub'),
            nextSteps: expect.arrayContaining([expect.stringContaining('regionsweep redrive')]),
          },
        },
      ]);
      await operators.remove();
    });
  });
}
