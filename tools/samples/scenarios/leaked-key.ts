import { arnOf, type Caller } from '../caller';
import {
  BY_IDENTITY,
  BY_ORGANIZATION,
  denied,
  describeEc2,
  describeInstances,
  getCallerIdentity,
  getServiceQuota,
  ON_DEMAND_VCPUS,
} from '../calls/recon-calls';
import { iamList } from '../calls/security-calls';
import { MAIN_ACCOUNT } from '../example-ids';
import { iamUser } from '../identities';
import { GLOBAL_REGION, REGIONS } from '../regions';
import { at, type Scenario, type Stage, type TrailEntry } from '../scenario';
import { callEachRegion, every, expectSweep, spread } from '../sweep-calls';

/** A key that was pushed to a public repository; the intruder's script found it within minutes. */
const intruder: Caller = {
  accountId: MAIN_ACCOUNT,
  identityAt: iamUser(MAIN_ACCOUNT, 'build-uploader'),
  sourceIPAddress: '198.51.100.77',
  userAgent: 'Boto3/1.37.11 md/Botocore#1.37.11 ua/2.1 os/linux#6.1.0 lang/python#3.11.2',
};

/** Regions that the organization closed. A denied call is reconnaissance too. */
const CLOSED_REGIONS: readonly string[] = [
  'ap-northeast-3',
  'ap-northeast-2',
  'sa-east-1',
  'ap-southeast-2',
  'us-west-1',
];

/** 17 regions in nine seconds, five of them denied; first the script asks who it is. */
export const leakedKeyInstances: Scenario = {
  name: 'leaked-key-instances',
  about:
    'A leaked key of an IAM user lists the instances of 17 regions in 9 s; 5 calls are denied.',
  play: (stage) => {
    const start = at(stage, '02:41:07');
    const sweep = callEachRegion(stage, {
      caller: intruder,
      regions: REGIONS,
      start,
      offset: spread(REGIONS.length, 9),
      call: (region) =>
        CLOSED_REGIONS.includes(region)
          ? denied(describeInstances(), arnOf(intruder, start), BY_ORGANIZATION)
          : describeInstances(),
    });
    return {
      entries: [...firstSteps(stage, start - 4), ...sweep],
      expected: [
        expectSweep('leaked-key-instances', 'describe-instances', sweep, ['sliding', 'tumbling']),
      ],
    };
  },
};

/** The same key, a minute later: how many machines could be started? */
export const leakedKeyQuotas: Scenario = {
  name: 'leaked-key-quotas',
  about: 'The same key, a minute later, reads the on-demand vCPU quota of 17 regions in 12 s.',
  play: (stage) => {
    const start = at(stage, '02:42:11');
    const sweep = callEachRegion(stage, {
      caller: intruder,
      regions: REGIONS,
      start,
      offset: spread(REGIONS.length, 12),
      call: (region) => quotaCall(region, start),
    });
    return {
      entries: sweep,
      expected: [
        expectSweep('leaked-key-quotas', 'get-service-quota', sweep, ['sliding', 'tumbling']),
      ],
    };
  },
};

/** One call carries a further parameter, which must not hide it from the rule. */
function quotaCall(region: string, start: number) {
  const more = region === 'eu-west-1' ? { contextId: '*' } : {};
  const call = getServiceQuota('ec2', ON_DEMAND_VCPUS, more);
  return CLOSED_REGIONS.includes(region)
    ? denied(call, arnOf(intruder, start), BY_ORGANIZATION)
    : call;
}

/** What such scripts do before they sweep: who am I, what may I, which regions are there? */
function firstSteps(stage: Stage, start: number): TrailEntry[] {
  const arn = arnOf(intruder, start);
  const users = iamList('Users')({
    random: stage.random,
    accountId: MAIN_ACCOUNT,
    region: GLOBAL_REGION,
    second: start,
  });
  const steps = [getCallerIdentity(), denied(users, arn, BY_IDENTITY), describeEc2('Regions')];
  return steps.flatMap((call, index) =>
    callEachRegion(stage, {
      caller: intruder,
      regions: [GLOBAL_REGION],
      start: start + index,
      offset: every(0),
      call: () => call,
    }),
  );
}
