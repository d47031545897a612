import { buildEndpointRecord } from '../build-record';
import { awsService, iamUser, LAMBDA_PYTHON, roleSession } from '../callers';
import { read } from '../calls/call';
import { describeInstances, getServiceQuota } from '../calls/recon';
import { timeOfDay } from '../clock';
import { FOREIGN_ACCOUNT, MAIN_ACCOUNT } from '../ids';
import { REGIONS } from '../regions';
import type { Scenario } from '../scenario';
import { inTurn, type Play, walk } from '../walk';

const LAPTOP = [
  '203.0.113.60',
  'aws-cli/2.24.10 ua/2.1 os/macos#24.3.0 lang/python#3.12.9 md/command#ec2.describe-instances',
] as const;

const listNineRegions = walk({
  caller: iamUser(MAIN_ACCOUNT, 'dana', LAPTOP),
  from: '14:05:03',
  regions: REGIONS.slice(0, 9),
  within: 8,
});

const quotaWatcher = roleSession(MAIN_ACCOUNT, 'quota-watcher/quota-watcher', [
  '192.0.2.33',
  LAMBDA_PYTHON,
]);
const watchQuotas = { caller: quotaWatcher, within: 10 };

/** A partner whose calls go through the VPC endpoints of the main account. */
const partner = roleSession(FOREIGN_ACCOUNT, 'partner-sync/partner-sync', [
  '192.0.2.129',
  'aws-sdk-java/2.30.31',
]);

/** Four services, five regions or fewer each, all at the same time. */
function serviceWave(minute: string): Play {
  return inTurn(
    ...['autoscaling', 'config', 'guardduty', 'trustedadvisor'].flatMap((service, index) => {
      const tour = {
        caller: awsService(MAIN_ACCOUNT, service),
        from: `${minute}:${String(5 + 5 * index).padStart(2, '0')}`,
        regions: REGIONS.slice(5 * index, 5 * index + 5),
        every: 1,
      };
      const asksForQuotas = service === 'trustedadvisor';
      return [walk(tour), ...(asksForQuotas ? [walk({ ...tour, call: getServiceQuota() })] : [])];
    }),
  );
}

/** Calls in which a detector must find nothing. */
export const NEAR_MISSES: readonly Scenario[] = [
  // Eighteen deliveries, but nine regions.
  {
    name: 'nine-regions',
    play: (stage) =>
      listNineRegions(stage).map((entry) => ({ ...entry, redeliveredAfter: [4 * 3600] })),
  },
  // The tenth call comes 30 s after the first, where the half-open window has just ended.
  {
    name: 'too-slow',
    play: walk({
      caller: iamUser(MAIN_ACCOUNT, 'omar', LAPTOP),
      from: '14:08:02',
      regions: REGIONS.slice(7),
      within: 30,
    }),
  },
  // Many calls are not many regions.
  {
    name: 'paginated-listing',
    play: walk({
      caller: iamUser(MAIN_ACCOUNT, 'priya', LAPTOP),
      from: '14:19:02',
      regions: Array.from({ length: 40 }, () => 'us-west-2'),
      within: 25,
      call: ({ random }) =>
        describeInstances({ maxResults: 50, nextToken: `EXAMPLE${random.uuid()}` }),
    }),
  },
  // A caller chooses the session name, and may change it to split the count: by ARN, no session reaches ten regions. With
  // `groupBy: role`, the three sessions are a sweep over twelve.
  {
    name: 'split-sessions',
    play: inTurn(
      ...['run-a', 'run-b', 'run-c'].map((sessionName, part) =>
        walk({
          caller: roleSession(MAIN_ACCOUNT, `Reporting/${sessionName}`, LAPTOP),
          from: `14:23:${String(2 + 5 * part).padStart(2, '0')}`,
          regions: REGIONS.slice(4 * part, 4 * part + 4),
          every: 1,
        }),
      ),
    ),
  },
  // Spot vCPUs, which count only if the rule's setting `quotas` lists them, and the number of VPCs, which never counts.
  {
    name: 'other-quotas',
    play: inTurn(
      walk({ ...watchQuotas, from: '14:11:02', call: getServiceQuota('ec2', 'L-34B43A08') }),
      walk({ ...watchQuotas, from: '14:11:32', call: getServiceQuota('vpc', 'L-F678F1CE') }),
    ),
  },
  // It returns the same as `GetServiceQuota`, but the rule does not match it.
  {
    name: 'quota-lists',
    play: walk({
      ...watchQuotas,
      from: '14:13:02',
      call: read('servicequotas', 'ListServiceQuotas', { serviceCode: 'ec2', maxResults: 100 }),
    }),
  },
  // The calls themselves are in the partner's trail; here are only the copies of the endpoints.
  {
    name: 'endpoint-copies',
    play: ({ dayStart, random }) =>
      REGIONS.slice(0, 12).map((region, index) => ({
        record: buildEndpointRecord(partner, describeInstances(), {
          random,
          accountId: MAIN_ACCOUNT,
          region,
          second: dayStart + timeOfDay('14:16:02') + index,
        }),
      })),
  },
  // AWS services have no ARN. Counted together as "no ARN" they would be a sweep over 17 regions, three times a day.
  { name: 'service-waves', play: inTurn(...['02:36', '09:16', '14:26'].map(serviceWave)) },
];
