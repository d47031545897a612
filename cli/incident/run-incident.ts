import { acknowledgeIncident, findIncident } from '../../src/incidents/acknowledge-incident';
import { draftForIncident } from '../../src/incidents/draft-entry';
import { openIncidents } from '../../src/incidents/open-incidents';
import type { IncidentList } from '../../src/ports/incident-list';
import { inTable } from '../deployment/in-table';
import type { OpenedTable } from '../deployment/open-table';
import type { TargetFlags } from '../deployment/target-flags';
import { EXIT_DONE } from '../exit-codes';
import { historyInputs } from '../history/history-inputs';
import { formatFor } from '../output/formats';
import { indentedJson, jsonLines } from '../output/json-text';
import type { Terminal } from '../terminal';
import {
  type AckFlags,
  acknowledgementFrom,
  identityDigestOf,
  type ShowFlags,
} from './incident-flags';
import { renderAcknowledged, renderIncident, renderList } from './render-incident';

/** `incident list`. @returns the exit code. */
export async function listIncidents(flags: ShowFlags, terminal: Terminal): Promise<number> {
  const open = await inIncidents(flags, async (_table, incidents) =>
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
  const incident = await inIncidents(flags, async (table, incidents) =>
    rebuilt(table, await findIncident(incidents, id, digest), terminal),
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
  await inIncidents(flags, async (table, incidents) => {
    const found = await acknowledgeIncident(incidents, id, digest, input);
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
async function inIncidents<T>(
  flags: TargetFlags,
  run: (table: OpenedTable, incidents: IncidentList) => Promise<T>,
): Promise<T> {
  return inTable(
    flags,
    { what: 'The table of incidents', page: 'docs/operations.md', section: 'Work on incidents' },
    async (table) => {
      const { incidentsIn } = await import('./table-memory');
      return run(table, incidentsIn(table));
    },
  );
}

async function rebuilt(
  table: OpenedTable,
  found: Awaited<ReturnType<typeof findIncident>>,
  terminal: Terminal,
) {
  const { config, noted } = await historyInputs({}, terminal);
  const { memoryOf } = await import('./table-memory');
  const { rebuildIncident } = await import('./rebuild-incident');
  return rebuildIncident(found, { ...memoryOf(table, config), config, noted });
}
