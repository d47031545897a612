import { type AthenaClient, GetWorkGroupCommand } from '@aws-sdk/client-athena';
import { bytesText } from '../../src/athena/scan-cost';
import type { AthenaFlags } from '../flags/athena-flags';
import { UsageError } from '../flags/usage-error';
import { athenaErrorText } from './athena-errors';

export const DEFAULT_WORKGROUP = 'primary';

/** The settings of a workgroup that matter to a query. */
export interface Workgroup {
  /** Athena cancels a query that scans more bytes. */
  readonly cutoff?: number | undefined;
  readonly warnings: readonly string[];
}

/**
 * Checks that a query can run in the workgroup. Without permission to look, it warns and Athena decides.
 *
 * @throws UsageError when the workgroup does not exist, is disabled, or has no place for results.
 */
export async function checkWorkgroup(
  client: AthenaClient,
  { workgroup = DEFAULT_WORKGROUP, outputLocation }: AthenaFlags,
): Promise<Workgroup> {
  const answer = await client
    .send(new GetWorkGroupCommand({ WorkGroup: workgroup }))
    .catch((error: unknown) => error as Error);
  if (answer instanceof Error) {
    if (/not found/i.test(answer.message)) {
      throw new UsageError(
        `--workgroup: "${workgroup}" does not exist in ${await client.config.region()}. Check the name and AWS_REGION. To list workgroups, run: aws athena list-work-groups`,
      );
    }
    if (!/AccessDenied/.test(answer.name)) {
      throw new Error(`The workgroup ${workgroup} cannot be read: ${athenaErrorText(answer)}.`, {
        cause: answer,
      });
    }
    return {
      warnings: [
        `The data limit of the workgroup ${workgroup} is unknown: ${athenaErrorText(answer)}.`,
      ],
    };
  }
  const { State, Configuration = {} } = answer.WorkGroup ?? {};
  if (State === 'DISABLED') {
    throw new UsageError(
      `--workgroup: "${workgroup}" is disabled. Enable it, or name another workgroup.`,
    );
  }
  const isManaged = Configuration.ManagedQueryResultsConfiguration?.Enabled === true;
  const ownLocation = Configuration.ResultConfiguration?.OutputLocation;
  if (!isManaged && outputLocation === undefined && !ownLocation) {
    throw new UsageError(
      `The workgroup ${workgroup} has no location for results. Add --output-location s3://<bucket>/<prefix>/, or set a query result location in the workgroup.`,
    );
  }
  const isIgnored =
    outputLocation !== undefined &&
    (isManaged || Configuration.EnforceWorkGroupConfiguration === true);
  return {
    cutoff: Configuration.BytesScannedCutoffPerQuery,
    warnings: isIgnored
      ? [
          `--output-location has no effect: the workgroup ${workgroup} enforces its own (${isManaged ? 'managed by Athena' : ownLocation}).`,
        ]
      : [],
  };
}

/**
 * Refuses a scan that Athena would cancel, before it costs anything.
 *
 * @throws UsageError
 */
export function checkCutoff(
  bytes: number | undefined,
  cutoff: number | undefined,
  workgroup: string,
): void {
  if (cutoff !== undefined && bytes !== undefined && bytes > cutoff) {
    throw new UsageError(
      `The query would scan ${bytesText(bytes)}, and the workgroup ${workgroup} cancels queries above ${bytesText(cutoff)}. Choose fewer days with --from and --to, or use a workgroup with a higher limit.`,
    );
  }
}
