import { ARRIVAL_HOURS, type Facts, type StackFacts } from '../../src/doctor/facts';
import { type Look, mapLook, seen } from '../../src/doctor/look';
import type { TrailPathFacts } from '../../src/doctor/trail-facts';
import { isSeen, lookOn, missing } from './look-at';
import { readAccount } from './read-events';
import { readHub } from './read-hub';
import {
  countStackSets,
  readControlPolicies,
  readOrganization,
  readUnits,
} from './read-organization';
import { readQuotas } from './read-quotas';
import { readEnabledRegions } from './read-regions';
import { type PlannedSettings, plannedSettings } from './read-settings';
import { readCalls } from './read-signals';
import { readStack } from './read-stacks';
import { readPlannedPath, readTrailPath } from './read-trail-path';
import { readTrails } from './read-trails';

const MS_PER_HOUR = 3_600_000;

/** What to look at. */
export interface Subject {
  readonly region: string;
  readonly stackName: string;
  readonly isBeforeDeployment: boolean;
  /** The context of `cdk.json`. It is asked for only if there is no stack. */
  readonly context: () => Promise<Readonly<Record<string, unknown>>>;
}

/** Looks at everything that the checks need. Changes nothing. @throws NotSignedInError, ConfigError, UsageError */
export async function readFacts(subject: Subject): Promise<Facts> {
  const { region, stackName, isBeforeDeployment } = subject;
  const at = new Date();
  const stack = await readStack(region, stackName);
  const isAbsent = isSeen(stack) && stack.value === undefined;
  const planned = isAbsent ? plannedSettings(region, await subject.context()) : undefined;
  const deployed = isThere(stack, stackName);
  const account = isAbsent ? await readAccount(region) : mapLook(deployed, (one) => one.account);
  const { parts, ...hub } = await readHub(region, stackName, deployed);
  const monitoredRegions = planned
    ? seen(planned.regions)
    : mapLook(hub.settings, ({ regions }) => regions);
  const place = { region, account };
  const organizationId = await readOrganization(region);
  return {
    ...hub.facts,
    stackName,
    region,
    at,
    account,
    stack,
    isBeforeDeployment,
    monitoredRegions,
    ...(planned && { hasForwarders: seen(planned.hasForwarders) }),
    quotaCode: mapLook(hub.settings, ({ quotaCode }) => quotaCode),
    trails: await readTrails(region),
    trailPath: planned
      ? seen(planned.trail && (await readPlannedPath(place, planned.trail)))
      : await lookOn(deployed, (one) =>
          lookOn(
            parts,
            (all): Promise<Look<TrailPathFacts | undefined>> => readTrailPath(place, one, all),
          ),
        ),
    organizationId,
    plannedOrganizationId: planned?.organizationId,
    ...(await readSurroundings(place, hub.facts.stackSets, organizationId, planned)),
    calls: planned
      ? missing('cloudwatch:GetMetricData', 'there is no stack')
      : await lookOn(monitoredRegions, (all) =>
          readCalls(
            region,
            all.map((name) => ({ region: name })),
            new Date(at.getTime() - ARRIVAL_HOURS * MS_PER_HOUR),
          ),
        ),
  };
}

/** What does not belong to the deployment, and may stop it. */
async function readSurroundings(
  { region, account }: { readonly region: string; readonly account: Look<string> },
  stackSets: Facts['stackSets'],
  organizationId: Facts['organizationId'],
  planned: PlannedSettings | undefined,
) {
  const [stackSet] = stackSets;
  const needsStackSets = stackSet !== undefined || (planned?.units.length ?? 0) > 0;
  const count = needsStackSets ? await countStackSets(region, account) : seen(undefined);
  const units = stackSet ? await readUnits(region, stackSet.name) : seen(planned?.units ?? []);
  const isInOrganization = !isSeen(organizationId) || organizationId.value !== undefined;
  return {
    needsStackSets,
    isDelegatedAdministrator: mapLook(count, (one) => one !== undefined),
    enabledRegions: await readEnabledRegions(region),
    controlPolicies: isInOrganization
      ? await lookOn(account, (id) =>
          lookOn(units, (all) => readControlPolicies(region, [id, ...all])),
        )
      : seen([]),
    quotas: await readQuotas(
      region,
      planned === undefined,
      needsStackSets
        ? {
            used: mapLook(count, (one) => one ?? 0),
            needed: planned?.regions.length ?? 0,
          }
        : undefined,
    ),
  };
}

/** Without the stack, nothing that it consists of can be seen. */
function isThere(stack: Look<StackFacts | undefined>, stackName: string): Look<StackFacts> {
  return isSeen(stack)
    ? stack.value === undefined
      ? missing('cloudformation:DescribeStacks', `there is no stack ${stackName}`)
      : seen(stack.value)
    : stack;
}
