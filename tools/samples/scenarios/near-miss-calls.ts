import { buildEndpointRecord } from '../build-record';
import type { Caller } from '../caller';
import { describeInstances, getServiceQuota, listServiceQuotas } from '../calls/recon-calls';
import { FOREIGN_ACCOUNT, MAIN_ACCOUNT } from '../example-ids';
import { assumedRole } from '../identities';
import { REGIONS } from '../regions';
import { at, type Scenario } from '../scenario';
import { callEachRegion, spread } from '../sweep-calls';

/** A job that watches quotas of all kinds, in all regions. */
const quotaWatcher: Caller = {
  accountId: MAIN_ACCOUNT,
  identityAt: assumedRole({
    accountId: MAIN_ACCOUNT,
    roleName: 'quota-watcher',
    sessionName: 'quota-watcher',
  }),
  sourceIPAddress: '192.0.2.33',
  userAgent:
    'Boto3/1.36.3 md/Botocore#1.36.3 ua/2.1 os/linux#5.10 lang/python#3.13.2 exec-env/AWS_Lambda_python3.13',
};

/** Spot vCPUs, and the number of VPCs: neither is what the rule is about. */
const OTHER_QUOTAS = [
  { serviceCode: 'ec2', quotaCode: 'L-34B43A08' },
  { serviceCode: 'vpc', quotaCode: 'L-F678F1CE' },
] as const;

export const otherQuotas: Scenario = {
  name: 'other-quotas',
  about: 'Two other quotas, read in 17 regions in 10 s each.',
  play: (stage) => ({
    entries: OTHER_QUOTAS.flatMap(({ serviceCode, quotaCode }, index) =>
      callEachRegion(stage, {
        caller: quotaWatcher,
        regions: REGIONS,
        start: at(stage, '14:11:02') + index * 30,
        offset: spread(REGIONS.length, 10),
        call: () => getServiceQuota(serviceCode, quotaCode),
      }),
    ),
    expected: [],
  }),
};

/** This tells the same as `GetServiceQuota`, but no rule of this project looks at it. */
export const quotaLists: Scenario = {
  name: 'quota-lists',
  about: 'ListServiceQuotas for EC2 in 17 regions in 10 s.',
  play: (stage) => ({
    entries: callEachRegion(stage, {
      caller: quotaWatcher,
      regions: REGIONS,
      start: at(stage, '14:13:02'),
      offset: spread(REGIONS.length, 10),
      call: () => listServiceQuotas('ec2'),
    }),
    expected: [],
  }),
};

/** A partner whose calls go through this account's VPC endpoints. */
const partner: Caller = {
  accountId: FOREIGN_ACCOUNT,
  identityAt: assumedRole({
    accountId: FOREIGN_ACCOUNT,
    roleName: 'partner-sync',
    sessionName: 'partner-sync',
  }),
  sourceIPAddress: '192.0.2.129',
  userAgent: 'aws-sdk-java/2.30.31',
};

/** The calls themselves are in the partner's trail; here are only the endpoints' copies. */
export const endpointCopies: Scenario = {
  name: 'endpoint-copies',
  about: 'VPC endpoints record copies (AwsVpceEvent) of a partner’s calls in 12 regions in 11 s.',
  play: (stage) => ({
    entries: REGIONS.slice(0, 12).map((region, index) => ({
      record: buildEndpointRecord(partner, describeInstances(), {
        random: stage.random,
        accountId: MAIN_ACCOUNT,
        region,
        second: at(stage, '14:16:02') + index,
      }),
    })),
    expected: [],
  }),
};
