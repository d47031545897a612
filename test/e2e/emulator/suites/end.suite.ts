import type { Incident } from '../../../../src/detection/incident/incident';
import { documentedPolicy, isAllowed } from '../../../support/iam-policy';
import { noteFigure } from '../../support/figures';
import { callsOfCdk } from '../api-calls';
import { queueDepths } from '../dead-letters';
import { type Deployment, HEADING, inSeconds } from '../deployment';
import { SUBSCRIBERS } from '../inbox';
import { waitUntil } from '../wait-until';
import { DEPLOYED_REGIONS } from '../world';
import type { Drill } from './recovery.suite';

/** What is left when all is done, and taking it down. @param drill in which failures were wanted. */
export function endSuite(deployment: () => Deployment, drill: Drill): void {
  describe('in the end', () => {
    it('each subscriber was notified of every incident once', () => {
      const { notifications } = deployment().inbox;
      const identities = notifications
        .filter(({ subscriber }) => subscriber === 'sqs')
        .map(({ body }) => (JSON.parse(body) as Incident).identity.key);
      expect(identities.length).toBeGreaterThan(0);
      expect(new Set(identities).size).toBe(identities.length);
      expect(notifications).toHaveLength(identities.length * SUBSCRIBERS.length);
      noteFigure(HEADING, `Incidents: ${identities.length}, notified of once each`);
    });

    it('no invocation failed but in the drill', async () => {
      const { log } = deployment();
      const errors = await log.errors();
      expect(errors.filter((message) => !drill.errors.includes(message))).toEqual([]);
      const inDrill = `failures that the drill caused: ${errors.length}, others: 0`;
      noteFigure(HEADING, `Invocations: ${await log.invocations()}, ${inDrill}`);
    });

    it('no dead letter is in any region, and no call waits', async () => {
      const { clients, unsubscribe } = deployment();
      await unsubscribe();
      const look = () =>
        Promise.all(DEPLOYED_REGIONS.map((region) => queueDepths(clients, region)));
      // The last sweep was notified of before all its calls were handled.
      await waitUntil(async () =>
        (await look()).every((depths) => [...depths.values()].every((depth) => depth === 0)),
      );
      const regions = await look();
      expect(regions.filter((depths) => depths.size === 0)).toEqual([]);
      const queues = regions.flatMap((depths) => [...depths]);
      expect(queues.filter(([, depth]) => depth > 0)).toEqual([]);
      noteFigure(HEADING, `Queues: ${queues.length} in ${regions.length} regions, all empty`);
    });

    // The emulator deletes what a template would retain as well; test/infra/inventory.suite.ts checks that.
    it('cdk destroy leaves nothing behind', async () => {
      const { cdk, scripts, inventoryBefore } = deployment();
      expect(await scripts.inventory(DEPLOYED_REGIONS)).not.toEqual(inventoryBefore);
      const seconds = await cdk.call('destroy --all --force');
      expect(await scripts.inventory(DEPLOYED_REGIONS)).toEqual(inventoryBefore);
      noteFigure(HEADING, `npx cdk destroy --all: ${inSeconds(seconds)}, nothing left`);
    });

    it('the documented policies have allowed every API call of cdk', async () => {
      const { emulator, bootstrappedAt } = deployment();
      const calls = await callsOfCdk(emulator.endpoint);
      for (const [name, command, own] of [
        ['bootstrap-policy', 'bootstrap', calls.filter(({ at }) => at <= bootstrappedAt)],
        ['deployer-policy', 'deploy and destroy', calls.filter(({ at }) => at > bootstrappedAt)],
      ] as const) {
        const policy = documentedPolicy(name);
        const denied = own.filter(({ action, resource }) => !isAllowed(policy, action, resource));
        expect(own.length).toBeGreaterThan(0);
        expect(denied).toEqual([]);
        const actions = [...new Set(own.map(({ action }) => action))].sort().join(', ');
        noteFigure(HEADING, `Calls of cdk ${command}: ${own.length}, all allowed (${actions})`);
      }
    });

    it('no process of the emulator is left', async () => {
      const { emulator } = deployment();
      expect((await emulator.processes()).length).toBeGreaterThan(0);
      await emulator.stop();
      expect(await emulator.processes()).toEqual([]);
    });
  });
}
