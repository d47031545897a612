import { iamUser } from '../callers';
import type { ApiCall } from '../calls/call';
import { iamList } from '../calls/ordinary';
import {
  denied,
  describeEc2,
  describeInstances,
  getCallerIdentity,
  getServiceQuota,
} from '../calls/recon';
import { MAIN_ACCOUNT } from '../ids';
import { GLOBAL_REGION } from '../regions';
import type { Scenario } from '../scenario';
import { inTurn, walk } from '../walk';

/** A key that was pushed to a public repository; the intruder's script found it within minutes. */
const intruder = iamUser(MAIN_ACCOUNT, 'build-uploader', [
  '198.51.100.77',
  'Boto3/1.37.11 md/Botocore#1.37.11 ua/2.1 os/linux#6.1.0 lang/python#3.11.2',
]);
const ARN = `arn:aws:iam::${MAIN_ACCOUNT}:user/build-uploader`;

/** Regions that the organization closed. A denied call is reconnaissance too. */
const CLOSED_REGIONS: readonly string[] = [
  'ap-northeast-3',
  'ap-northeast-2',
  'sa-east-1',
  'ap-southeast-2',
  'us-west-1',
];

function deniedWhereClosed(call: ApiCall, region: string): ApiCall {
  return CLOSED_REGIONS.includes(region)
    ? denied(call, ARN, 'with an explicit deny in a service control policy')
    : call;
}

/** 17 regions in 9 s, five of them denied. */
const listInstances = walk({
  caller: intruder,
  from: '02:41:07',
  within: 9,
  call: ({ region }) => deniedWhereClosed(describeInstances(), region),
});

const listUsers = denied(
  iamList('Users'),
  ARN,
  'because no identity-based policy allows the action',
);
/** Before it sweeps, the script asks who it is, what it may do and which regions there are. */
const firstSteps = inTurn(
  ...[getCallerIdentity, listUsers, describeEc2('Regions')].map((call, index) =>
    walk({ caller: intruder, from: `02:41:0${3 + index}`, regions: [GLOBAL_REGION], call }),
  ),
);

export const leakedKeyInstances: Scenario = {
  name: 'leaked-key-instances',
  ruleId: 'describe-instances',
  play: (stage) => {
    const sweep = listInstances(stage);
    return [...firstSteps(stage), ...sweep];
  },
};

/** The same key, a minute later: how many instances could it start? */
export const leakedKeyQuotas: Scenario = {
  name: 'leaked-key-quotas',
  ruleId: 'get-service-quota',
  play: walk({
    caller: intruder,
    from: '02:42:11',
    within: 12,
    // One call has a further parameter, which must not hide it from the rule.
    call: ({ region }) => {
      const more = region === 'eu-west-1' ? { contextId: '*' } : {};
      return deniedWhereClosed(getServiceQuota(undefined, undefined, more), region);
    },
  }),
};
