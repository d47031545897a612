import { callerFrom } from '../callers';
import { getServiceQuota } from '../calls/recon';
import { isoTime } from '../clock';
import { exampleId, MAIN_ACCOUNT } from '../ids';
import { REGIONS } from '../regions';
import type { Scenario } from '../scenario';
import { walk } from '../walk';

const HOUR = 3600;
const BROKER_ARN = `arn:aws:iam::${MAIN_ACCOUNT}:user/identity-broker`;
const ARN = `arn:aws:sts::${MAIN_ACCOUNT}:federated-user/contractor-42`;

/** A user who got a session from an old-style identity broker, by `GetFederationToken`. */
const contractor = callerFrom(
  [
    '198.51.100.140',
    'aws-sdk-go-v2/1.36.3 ua/2.1 os/linux lang/go#1.24.1 md/GOARCH#amd64 api/servicequotas#1.27.3',
  ],
  MAIN_ACCOUNT,
  (second) => ({
    type: 'FederatedUser',
    principalId: `${MAIN_ACCOUNT}:contractor-42`,
    arn: ARN,
    accountId: MAIN_ACCOUNT,
    accessKeyId: exampleId('ASIA', ARN),
    sessionContext: {
      sessionIssuer: {
        type: 'IAMUser',
        principalId: exampleId('AIDA', BROKER_ARN),
        arn: BROKER_ARN,
        accountId: MAIN_ACCOUNT,
        userName: 'identity-broker',
      },
      attributes: {
        creationDate: isoTime(second - (second % (12 * HOUR))),
        mfaAuthenticated: 'false',
      },
    },
  }),
);

const readQuotas = walk({
  caller: contractor,
  from: '05:21:08',
  regions: REGIONS.slice(3, 14),
  within: 14,
  call: getServiceQuota(),
});

/** Places of the walk whose records come late. Without them there are only seven regions, too few. */
const LATE_PLACES: readonly number[] = [1, 4, 6, 9];
/** When records come again, in hours, by place of the walk. */
const REPEATS: Readonly<Record<number, readonly number[]>> = {
  0: [4, 9],
  2: [4],
  3: [4],
  5: [4],
  7: [4],
};

/**
 * Eleven regions, seven of them delivered in time, some of those more than once. Redelivery must not raise the count to ten
 * before the four late regions do, nine hours after the calls.
 */
export const lateAndAgain: Scenario = {
  name: 'late-and-again',
  ruleId: 'get-service-quota',
  play: (stage) =>
    readQuotas(stage).map(({ record }, place) => ({
      record,
      lateSeconds: LATE_PLACES.includes(place) ? 9 * HOUR : 0,
      redeliveredAfter: (REPEATS[place] ?? []).map((hours) => hours * HOUR),
    })),
};
