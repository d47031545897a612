import { type Caller, roleSession } from '../../samples/callers';
import { describeInstances, describeInstancesWhere } from '../../samples/calls/recon';
import { MAIN_ACCOUNT, resourceId, SECOND_ACCOUNT } from '../../samples/ids';
import { hashText, Random } from '../../samples/random';
import { REGIONS } from '../../samples/regions';
import { SCENARIOS } from '../../samples/scenarios/all';
import { inTurn, type Play, walk } from '../../samples/walk';
import { DAY_START, type DeliveredEvent, deliveriesOf } from './deliveries';

const DAY_SECONDS = 24 * 3600;
const HOME_REGIONS = [
  'us-east-1',
  'us-west-2',
  'eu-central-1',
  'eu-west-1',
  'ap-northeast-1',
] as const;

/** The callers of the day: how many there are of each kind, and what each of them does. */
const CROWD: readonly (readonly [name: string, count: number, (random: Random) => Play])[] = [
  // Controllers, exporters and agents.
  ['poller 60', 6, (random) => poller(random, 60)],
  ['poller 300', 24, (random) => poller(random, 300)],
  ['poller 900', 24, (random) => poller(random, 900)],
  ['pipeline', 4, pipeline],
  ['scanner', 3, scanner],
];

/**
 * A day of about 20,000 calls, in the order in which they reach the hub: many principals that keep calling in one region,
 * some scanners, and the day of the sample trail with its sweeps and near misses.
 */
export function realisticDay(): DeliveredEvent[] {
  const randomOf = (name: string) => new Random(hashText(`day ${name}`));
  const entries = SCENARIOS.flatMap(({ name, play }) =>
    play({ dayStart: DAY_START, random: randomOf(name) }),
  );
  for (const [kind, count, playOf] of CROWD) {
    for (let index = 0; index < count; index += 1) {
      const random = randomOf(`${kind} ${index}`);
      entries.push(...playOf(random)({ dayStart: DAY_START, random }));
    }
  }
  return deliveriesOf(entries, randomOf('delivery'));
}

/** Three hours of {@link realisticDay}, about an eighth of it, with one sweep. */
export function stretchOfDay(): DeliveredEvent[] {
  const [from = 0, to = 0] = [8, 11].map((hour) => (DAY_START + hour * 3600) * 1000);
  return realisticDay().filter(({ deliveredAt }) => deliveredAt >= from && deliveredAt < to);
}

function poller(random: Random, seconds: number): Play {
  const cluster = `prod-${random.between(1, 99)}`;
  return walk({
    caller: machine(random, 'cluster-autoscaler', 'aws-sdk-go-v2/1.36.3 os/linux lang/go#1.24.1'),
    regions: Array<string>(DAY_SECONDS / seconds).fill(random.pick(HOME_REGIONS)),
    from: random.between(0, seconds - 1),
    every: seconds,
    call: describeInstancesWhere(`tag:kubernetes.io/cluster/${cluster}`, ['owned']),
  });
}

/** Ten times a day, it looks at 25 instances one by one. */
function pipeline(random: Random): Play {
  const caller = machine(random, 'deploy', 'APN/1.0 HashiCorp/1.0 Terraform/1.11.1');
  const regions = Array<string>(25).fill(random.pick(HOME_REGIONS));
  return inTurn(
    ...Array.from(
      { length: 10 },
      (_, run): Play =>
        (stage) => {
          const from = random.between(0, DAY_SECONDS - 20);
          const call = describeInstancesWhere('instance-id', [resourceId('i', `${run}`)]);
          return walk({ caller, regions, from, within: 20, call })(stage);
        },
    ),
  );
}

/** Eight times a day, it goes through all regions, page after page, too slowly for a sweep. */
function scanner(random: Random): Play {
  const caller = machine(random, 'posture-scanner', 'Boto3/1.36.3 md/Botocore#1.36.3');
  const pause = DAY_SECONDS / 8;
  const phase = random.between(0, pause / 2);
  const call = describeInstances({ maxResults: 1000 });
  return inTurn(
    ...Array.from({ length: 8 }, (_, run) =>
      REGIONS.map((region, index) => {
        const from = phase + run * pause + index * 20;
        return walk({ caller, regions: [region, region, region], from, every: 1, call });
      }),
    ).flat(),
  );
}

/** A session of a role on an instance. */
function machine(random: Random, role: string, userAgent: string): Caller {
  const accountId = random.pick([MAIN_ACCOUNT, SECOND_ACCOUNT]);
  const roleName = `${role}-${random.between(1000, 9999)}`;
  const session = `${roleName}/${resourceId('i', String(random.next()))}`;
  const sourceIp = `192.0.2.${random.between(1, 254)}`;
  return roleSession(accountId, session, [sourceIp, userAgent], { onInstance: true });
}
