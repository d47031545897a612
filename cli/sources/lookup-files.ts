import { CloudTrailClient } from '@aws-sdk/client-cloudtrail';
import { DescribeRegionsCommand, EC2Client } from '@aws-sdk/client-ec2';
import type { RuleSettings } from '../../src/detection/model';
import { matchUnder, RULES, type RuleId } from '../../src/detection/rules/rule-catalog';
import { formatSecond } from '../../src/detection/time';
import type { HistoryFile } from '../../src/replay/collect-calls';
import { type HistoryPart, withMargin } from '../../src/trail/find/history-part';
import type { TrailProblem } from '../../src/trail/read-trail-file';
import { UsageError } from '../flags/usage-error';
import { writeNotice } from '../output/notice';
import type { Terminal } from '../terminal';
import { CONNECTION_LIMITS } from './aws-limits';
import { lookupErrorText } from './lookup-errors';
import { LookupEstimate } from './lookup-estimate';
import { lookupPages } from './lookup-pages';
import { lookupName } from './lookup-path';

/** How long AWS keeps Event history. */
const KEPT_DAYS = 90;
const DAY_SECONDS = 86_400;

/** Where to ask for the regions when none is set. */
const ANY_REGION = 'us-east-1';

/** Each further attempt waits longer, and so do all requests after AWS has throttled one. */
const CLIENT_SETTINGS = {
  retryMode: 'adaptive',
  maxAttempts: 8,
  requestHandler: CONNECTION_LIMITS,
} as const;

/**
 * CloudTrail Event history of the account, one source for each region, with the credentials that the AWS CLI would use.
 * It looks up the calls of the enabled rules only.
 *
 * @throws UsageError when Event history has nothing of the part; Error when the regions of the account cannot be listed.
 */
export async function findLookupFiles(
  part: HistoryPart,
  settings: Readonly<Record<RuleId, RuleSettings>>,
  terminal: Pick<Terminal, 'stderr'>,
): Promise<{ readonly files: readonly HistoryFile[]; readonly problems: readonly TrailProblem[] }> {
  const now = Math.floor(Date.now() / 1000);
  const kept = keptFrom(now);
  refuseOutside(part, kept, now);
  const ec2 = await ec2Client();
  const regions = part.regions ?? (await enabledRegions(ec2));
  const { credentials } = ec2.config;
  const { from = kept, to = now } = withMargin(part);
  const lookup = {
    eventNames: eventNamesOf(settings),
    ...(from > kept && { start: new Date(from * 1000) }),
    ...(to < now && { end: new Date(to * 1000) }),
  };
  const span = { start: Math.max(from, kept) * 1000, end: Math.min(to, now) * 1000 };
  const estimate = new LookupEstimate(span, (text) => writeNotice(terminal, text));
  const files = regions.map((region) => ({
    bytes: 0,
    open: () => {
      const client = new CloudTrailClient({ ...CLIENT_SETTINGS, region, credentials });
      const blocks = lookupPages(client, lookup, (page) => estimate.pageRead(region, page));
      return { kind: 'stream', name: lookupName(region), blocks } as const;
    },
  }));
  return {
    files,
    problems: (part.from ?? kept) < kept ? [tooOldFrom(part.from ?? kept, kept)] : [],
  };
}

/** The beginning of the day of the oldest event, because `--from` is mostly a day. */
function keptFrom(now: number): number {
  const oldest = now - KEPT_DAYS * DAY_SECONDS;
  return oldest - (oldest % DAY_SECONDS);
}

function refuseOutside({ from, to }: HistoryPart, kept: number, now: number): void {
  if (to !== undefined && to <= kept) {
    throw new UsageError(
      `lookup: has no events before --to (${formatSecond(to)}), because AWS keeps Event history for ${KEPT_DAYS} days. Read the log files of a trail instead.`,
    );
  }
  if (from !== undefined && from >= now) {
    throw new UsageError(`--from (${formatSecond(from)}) is in the future. Use an earlier time.`);
  }
}

function tooOldFrom(from: number, kept: number): TrailProblem {
  const message = `AWS keeps Event history for ${KEPT_DAYS} days, so calls between --from (${formatSecond(from)}) and ${formatSecond(kept)} are missing; use a later --from, or read the log files of a trail`;
  return { file: lookupName(''), offset: 0, message };
}

async function ec2Client(): Promise<EC2Client> {
  const client = new EC2Client(CLIENT_SETTINGS);
  try {
    await client.config.region();
    return client;
  } catch {
    return new EC2Client({ ...CLIENT_SETTINGS, region: ANY_REGION });
  }
}

async function enabledRegions(ec2: EC2Client): Promise<readonly string[]> {
  try {
    const { Regions = [] } = await ec2.send(new DescribeRegionsCommand({}));
    return Regions.flatMap(({ RegionName = [] }) => RegionName).sort();
  } catch (error) {
    const text = lookupErrorText(error, 'ec2:DescribeRegions, or name the regions with --regions');
    throw new Error(`lookup: cannot list the regions of the account: ${text}.`, { cause: error });
  }
}

/** The names of all calls that the enabled rules count. */
function eventNamesOf(settings: Readonly<Record<RuleId, RuleSettings>>): readonly string[] {
  const enabled = RULES.filter(({ id }) => settings[id].enabled);
  return enabled.flatMap((rule) => matchUnder(rule, settings[rule.id]).eventNames);
}
