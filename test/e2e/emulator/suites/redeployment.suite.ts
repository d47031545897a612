import { leadOf } from '../../../../src/detection/incident/incident';
import { DEFAULT_REGIONS } from '../../../support/findings';
import type { Deployment } from '../deployment';
import { historyOf, userArn } from '../histories';
import { sweepBySdk } from '../sdk-client';

const ACCESS_KEY = 'AKIAFIVEREGNSEXAMPLE';

/** Deployments over the first, with other settings. */
export function redeploymentSuite(deployment: () => Deployment): void {
  describe('a deployment with -c minRegions=5', () => {
    it('is notified of five regions', async () => {
      const { clients, scripts, carrier, inbox, redeploy } = deployment();
      await redeploy('--all -c minRegions=5');
      const regions = DEFAULT_REGIONS.slice(0, 5);
      await sweepBySdk(clients, ACCESS_KEY, regions, 2);
      await carrier.toHub(await scripts.recordedCalls(ACCESS_KEY, regions));
      const { sqs } = await inbox.all(userArn(ACCESS_KEY));
      expect(leadOf(JSON.parse(sqs.body))).toMatchObject({
        thresholds: { minRegions: 5, minCalls: 10 },
        evidence: { regionCount: 5, callCount: 10 },
      });
    });
  });

  describe('a deployment without it', () => {
    it('is notified of a sweep, and not of five regions', async () => {
      const { carrier, inbox, redeploy } = deployment();
      await redeploy('RegionSweep');
      await carrier.toHub(historyOf('five-regions', { regions: 5, times: 2 }));
      await carrier.toHub(historyOf('sweeps-with-defaults-again', { regions: 17 }));
      const { sqs } = await inbox.all(userArn('sweeps-with-defaults-again'));
      expect(leadOf(JSON.parse(sqs.body))).toMatchObject({ thresholds: { minRegions: 10 } });
      expect(inbox.about(userArn('five-regions'))).toHaveLength(0);
    });
  });
}
