import { setTimeout as pause } from 'node:timers/promises';
import { DescribeInstancesCommand } from '@aws-sdk/client-ec2';
import { GetServiceQuotaCommand } from '@aws-sdk/client-service-quotas';
import { probeInputs } from '../../src/detection/rules/probe-inputs';
import type { RuleId } from '../../src/detection/rules/rule-catalog';
import type { Facts, TestCallFacts } from '../../src/doctor/facts';
import { type Look, mapLook } from '../../src/doctor/look';
import type { Terminal } from '../terminal';
import { AWS_CLIENTS } from './aws-clients';
import { isSeen, lookAt } from './look-at';
import { readCalls } from './read-signals';

const MS_PER_SECOND = 1000;
const MS_PER_MINUTE = 60 * MS_PER_SECOND;

/** CloudWatch takes a minute or so for a metric. */
const POLL_SECONDS = 15;

type Inputs = ReturnType<typeof probeInputs>;

interface PlannedCall {
  readonly ruleId: RuleId;
  readonly operation: string;
  readonly permission: string;
  readonly region: string;
  readonly make: () => Promise<unknown>;
}

/**
 * Makes one call of each rule, each in another region than the hub's, and waits until the detector has counted calls
 * from these regions. This proves the path of a read-only event through the hub bus, which nothing but AWS can prove.
 */
export async function makeTestCalls(
  facts: Facts,
  waitSeconds: number,
  { stderr }: Terminal,
): Promise<TestCallFacts[]> {
  const regions = isSeen(facts.monitoredRegions) ? facts.monitoredRegions.value : [];
  const inputs = probeInputs(isSeen(facts.quotaCode) ? facts.quotaCode.value : '');
  const [first, second] = regions.filter((region) => region !== facts.region);
  const planned = [
    ...(first === undefined ? [] : [describeInstances(first, inputs)]),
    ...(second === undefined ? [] : [getServiceQuota(second, inputs)]),
  ];
  const where = planned.map(({ operation, region }) => `${operation} in ${region}`).join(' and ');
  if (planned.length === 0) {
    stderr.write('doctor makes no test calls: it does not know the regions of the hub.\n');
    return [];
  }
  stderr.write(
    `doctor now makes test calls: ${where}. They only read. CloudTrail records them with your identity.\n`,
  );
  const madeAt = new Date();
  const before = await counts(facts, planned, madeAt);
  const calls = await Promise.all(planned.map(({ permission, make }) => lookAt(permission, make)));
  stderr.write(`Waiting up to ${waitSeconds} s until the detector has counted them …\n`);
  const { counted, waitedSeconds } = await waitForCounts(
    facts,
    planned,
    { madeAt, before },
    waitSeconds,
  );
  return planned.map(({ operation, region }, index) => ({
    operation,
    region,
    madeAt,
    waitedSeconds,
    // A call that AWS refused may be counted too: CloudTrail records it. Without a count, it proves nothing.
    wasCounted: mapLook(counted, (regionsCounted) => regionsCounted.has(region)),
    ...unseenCall(calls[index], counted, region),
  }));
}

function unseenCall(
  call: Look<unknown> | undefined,
  counted: Look<ReadonlySet<string>>,
  region: string,
): Partial<TestCallFacts> {
  const wasCounted = isSeen(counted) && counted.value.has(region);
  return call === undefined || isSeen(call) || wasCounted ? {} : { wasCounted: call };
}

function describeInstances(region: string, inputs: Inputs): PlannedCall {
  return {
    ruleId: 'describe-instances',
    operation: 'DescribeInstances',
    permission: 'ec2:DescribeInstances',
    region,
    make: () =>
      AWS_CLIENTS.ec2({ region }).send(new DescribeInstancesCommand(inputs.DescribeInstances)),
  };
}

function getServiceQuota(region: string, inputs: Inputs): PlannedCall {
  return {
    ruleId: 'get-service-quota',
    operation: 'GetServiceQuota',
    permission: 'servicequotas:GetServiceQuota',
    region,
    make: () =>
      AWS_CLIENTS.serviceQuotas({ region }).send(
        new GetServiceQuotaCommand(inputs.GetServiceQuota),
      ),
  };
}

/** Calls counted since the minute of a time, since metrics have whole minutes. */
function counts(facts: Facts, planned: readonly PlannedCall[], since: Date) {
  const start = new Date(Math.floor(since.getTime() / MS_PER_MINUTE) * MS_PER_MINUTE);
  return readCalls(facts.region, planned, start);
}

async function waitForCounts(
  facts: Facts,
  planned: readonly PlannedCall[],
  { madeAt, before }: { madeAt: Date; before: Look<ReadonlyMap<string, number>> },
  waitSeconds: number,
): Promise<{ readonly counted: Look<ReadonlySet<string>>; readonly waitedSeconds: number }> {
  const start = Date.now();
  const until = start + waitSeconds * MS_PER_SECOND;
  for (;;) {
    const now = await counts(facts, planned, madeAt);
    const counted = mapLook(now, (values) => {
      const earlier = isSeen(before) ? before.value : new Map<string, number>();
      const more = [...values].filter(([region, count]) => count > (earlier.get(region) ?? 0));
      return new Set(more.map(([region]) => region));
    });
    const isDone = !isSeen(counted) || counted.value.size === planned.length;
    const left = until - Date.now();
    if (isDone || left <= 0) {
      return { counted, waitedSeconds: (Date.now() - start) / MS_PER_SECOND };
    }
    await pause(Math.min(left, POLL_SECONDS * MS_PER_SECOND));
  }
}
