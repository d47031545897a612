import { GetAccountSettingsCommand } from '@aws-sdk/client-lambda';
import { ListServiceQuotasCommand } from '@aws-sdk/client-service-quotas';
import type { QuotaFacts } from '../../src/doctor/account-facts';
import { type Look, mapLook } from '../../src/doctor/look';
import { AWS_CLIENTS } from './aws-clients';
import { everyPage, lookAt } from './look-at';
import { countRules } from './read-events';

/** More than a hub with every rule adds to its default bus. */
const RULES_OF_A_HUB = 30;

/** Functions at once: up to 40 trail readers, and ten of the detector, the follow-up and the heartbeat. */
const CONCURRENCY = 50;

/** The quotas that RegionSweep may reach, in the region of the hub. */
export async function readQuotas(
  region: string,
  isDeployed: boolean,
  stackSets: { readonly used: Look<number>; readonly needed: number } | undefined,
): Promise<readonly QuotaFacts[]> {
  const concurrency = await readConcurrency(region);
  return [
    {
      name: 'rules on the default event bus',
      region,
      used: await countRules(region, 'default'),
      limit: await readLimit(region, 'events', 'L-244521F2'),
      needed: isDeployed ? 0 : RULES_OF_A_HUB,
      without: 'A deployment that adds rules fails.',
      serviceCode: 'events',
      quotaCode: 'L-244521F2',
    },
    {
      name: 'concurrent executions of Lambda',
      region,
      used: mapLook(concurrency, ({ reserved }) => reserved),
      limit: mapLook(concurrency, ({ total }) => total),
      needed: CONCURRENCY,
      without: 'Lambda throttles the functions, and alerts are late.',
      serviceCode: 'lambda',
      quotaCode: 'L-B99A9384',
    },
    ...(stackSets === undefined
      ? []
      : [
          {
            name: 'StackSets of the organization',
            region,
            used: stackSets.used,
            limit: await readLimit(region, 'cloudformation', 'L-EC62D81A'),
            needed: stackSets.needed,
            without: 'The deployment of forwarders fails.',
            serviceCode: 'cloudformation',
            quotaCode: 'L-EC62D81A',
          },
        ]),
  ];
}

function readConcurrency(region: string) {
  return lookAt('lambda:GetAccountSettings', async () => {
    const { AccountLimit } = await AWS_CLIENTS.lambda({ region }).send(
      new GetAccountSettingsCommand({}),
    );
    const { ConcurrentExecutions: total, UnreservedConcurrentExecutions: free } =
      AccountLimit ?? {};
    if (total === undefined || free === undefined) {
      throw new Error('Lambda returned no limits');
    }
    return { total, reserved: total - free };
  });
}

/** Not by GetServiceQuota, which is a call of a rule. */
function readLimit(region: string, ServiceCode: string, code: string): Promise<Look<number>> {
  const client = AWS_CLIENTS.serviceQuotas({ region });
  return lookAt('servicequotas:ListServiceQuotas', async () => {
    const quotas = await everyPage(async (NextToken) => {
      const page = await client.send(new ListServiceQuotasCommand({ ServiceCode, NextToken }));
      return [page.Quotas, page.NextToken];
    });
    const value = quotas.find(({ QuotaCode }) => QuotaCode === code)?.Value;
    if (value === undefined) {
      throw new Error(`AWS lists no quota ${code} of ${ServiceCode}`);
    }
    return value;
  });
}
