import { DescribeInstancesCommand, EC2Client, EC2ServiceException } from '@aws-sdk/client-ec2';
import {
  GetServiceQuotaCommand,
  ServiceQuotasClient,
  ServiceQuotasServiceException,
} from '@aws-sdk/client-service-quotas';
import { probeInputs } from '../../src/detection/rules/probe-inputs';
import type { Probe } from '../../src/detection/rules/rule';
import { CLIENT_OPTIONS } from '../shared/client-options';

/** Identifies the calls of the heartbeat in CloudTrail. */
const USER_AGENT = 'regionsweep-heartbeat';

/**
 * Makes a probe in a region. CloudTrail records every call that AWS answers, even a denied or throttled one, so an error
 * serves its purpose too.
 *
 * @returns the name of the error, if AWS answered with one.
 * @throws what the SDK throws if AWS did not answer.
 */
export type ProbeCall = (region: string) => Promise<string | undefined>;

/** @param quotaCode a quota that the rule `get-service-quota` counts, for example `L-1216C47A`. */
export function createProbeCalls(quotaCode: string): Readonly<Record<Probe, ProbeCall>> {
  const inputs = probeInputs(quotaCode);
  return {
    DescribeInstances: (region) =>
      answerOf(new EC2Client(optionsFor(region)), (client) =>
        client.send(new DescribeInstancesCommand(inputs.DescribeInstances)),
      ),
    GetServiceQuota: (region) =>
      answerOf(new ServiceQuotasClient(optionsFor(region)), (client) =>
        client.send(new GetServiceQuotaCommand(inputs.GetServiceQuota)),
      ),
  };
}

function optionsFor(region: string) {
  return { ...CLIENT_OPTIONS, region, customUserAgent: USER_AGENT };
}

async function answerOf<Client extends { destroy(): void }>(
  client: Client,
  call: (client: Client) => Promise<unknown>,
): Promise<string | undefined> {
  try {
    await call(client);
    return undefined;
  } catch (error) {
    if (error instanceof EC2ServiceException || error instanceof ServiceQuotasServiceException) {
      return error.name;
    }
    throw error;
  } finally {
    client.destroy();
  }
}
