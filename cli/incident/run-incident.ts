import { acknowledgeIncident, findIncident } from '../../src/incidents/acknowledge-incident';
import { draftForIncident } from '../../src/incidents/draft-entry';
import { openIncidents } from '../../src/incidents/open-incidents';
import { checkTarget } from '../doctor/doctor-flags';
import { EXIT_DONE } from '../exit-codes';
import { historyInputs } from '../history/history-inputs';
import { formatFor } from '../output/formats';
import { indentedJson, jsonLines } from '../output/json-text';
import type { Terminal } from '../terminal';
import { withAdvice } from './aws-failure';
import {
  type AckFlags,
  acknowledgementFrom,
  checkTable,
  identityDigestOf,
  type ShowFlags,
  type TargetFlags,
} from './incident-flags';
import type { OpenedTable } from './open-deployment';
import { renderAcknowledged, renderIncident, renderList } from './render-incident';

/** `incident list`. @returns the exit code. */
export async function listIncidents(flags: ShowFlags, terminal: Terminal): Promise<number> {
  const open = await inTable(flags, async ({ incidents }) =>
    openIncidents(await incidents.readOpen()),
  );
  const format = formatFor(flags.format, terminal);
  if (format === 'table') {
    terminal.stdout.write(await renderList(open, terminal));
  } else {
    terminal.stdout.write(format === 'json' ? indentedJson(open) : jsonLines(open));
  }
  return EXIT_DONE;
}

/** `incident show`. @returns the exit code. */
export async function showIncident(
  id: string,
  flags: ShowFlags,
  terminal: Terminal,
): Promise<number> {
  const digest = identityDigestOf(id);
  const incident = await inTable(flags, async (table) =>
    rebuilt(table, await findIncident(table.incidents, id, digest), terminal),
  );
  if (incident === undefined) {
    throw new Error(
      `The calls of the incident "${id}" have expired. Its notifications are in the archive topic, and its calls in CloudTrail.`,
    );
  }
  const format = formatFor(flags.format, terminal);
  if (format === 'table') {
    terminal.stdout.write(await renderIncident(incident, terminal));
  } else {
    terminal.stdout.write(format === 'json' ? indentedJson(incident) : jsonLines([incident]));
  }
  return EXIT_DONE;
}

/** `incident ack`. @returns the exit code. */
export async function ackIncident(
  id: string,
  flags: AckFlags,
  terminal: Terminal,
): Promise<number> {
  const { stdout, stderr } = terminal;
  const digest = identityDigestOf(id);
  const now = Date.now();
  const input = acknowledgementFrom(flags, now);
  await inTable(flags, async (table) => {
    const found = await acknowledgeIncident(table.incidents, id, digest, input);
    stderr.write(renderAcknowledged(found, input));
    try {
      const incident = await rebuilt(table, found, terminal);
      const draft =
        incident === undefined
          ? { why: 'its calls have expired' }
          : draftForIncident(incident, input.reason, now);
      if ('why' in draft) {
        stderr.write(`No allow-list entry can be drafted: ${draft.why}.\n`);
      } else {
        stdout.write(indentedJson(draft));
      }
    } catch (error) {
      // The acknowledgement stands, and a script must not repeat it.
      stderr.write(`warning: No allow-list entry can be drafted: ${(error as Error).message}\n`);
    }
  });
  return EXIT_DONE;
}

/** Runs with the table of the deployment. */
async function inTable<T>(flags: TargetFlags, run: (table: OpenedTable) => Promise<T>): Promise<T> {
  checkTarget(flags);
  checkTable(flags.table);
  // Loaded on demand: a usage error does not need the AWS SDK.
  const { openTable } = await import('./open-deployment');
  return withAdvice(async () => {
    const table = await openTable(flags);
    try {
      return await run(table);
    } finally {
      table.client.destroy();
    }
  });
}

async function rebuilt(
  table: OpenedTable,
  found: Awaited<ReturnType<typeof findIncident>>,
  terminal: Terminal,
) {
  const { config, noted } = await historyInputs({}, terminal);
  const { memoryOf } = await import('./open-deployment');
  const { rebuildIncident } = await import('./rebuild-incident');
  return rebuildIncident(found, { ...memoryOf(table, config), config, noted });
}
