import { Logger } from '@aws-lambda-powertools/logger';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { SNSClient } from '@aws-sdk/client-sns';
import { CLIENT_OPTIONS } from '../shared/client-options';
import type { Check } from './checks/check';
import { organizationCheck } from './checks/organization';
import { stackInstancesCheck } from './checks/stack-instances';
import { subscribersCheck } from './checks/subscribers';
import type { HeartbeatParts } from './create-handler';
import type { Environment } from './env';
import { createProbeCalls } from './probe-calls';

/** Assembles the function. */
export function compose(environment: Environment): HeartbeatParts {
  const { regions, probedRules, expectsCalls, probedQuota } = environment;
  return {
    regions,
    probedRules,
    expectsCalls,
    clock: Date.now,
    logger: new Logger(),
    probeCalls: createProbeCalls(probedQuota),
    checks: checksOf(environment),
  };
}

function checksOf({ organizationId, stackSetPrefix, ...environment }: Environment): Check[] {
  const stackSets = environment.regions.map((region) => `${stackSetPrefix}${region}`);
  return [
    subscribersCheck(new SNSClient(CLIENT_OPTIONS), environment),
    ...(organizationId === undefined
      ? []
      : [organizationCheck(new OrganizationsClient(CLIENT_OPTIONS), organizationId)]),
    ...(stackSetPrefix === undefined
      ? []
      : [stackInstancesCheck(new CloudFormationClient(CLIENT_OPTIONS), stackSets)]),
  ];
}
