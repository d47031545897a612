import type { Command } from 'commander';
import { addTargetFlags } from '../deployment/target-flags';
import { choiceOption } from '../flags/choice-option';
import { DEFAULT_FORMAT_IN_WORDS } from '../output/formats';
import type { DeclareCommand } from '../terminal';
import {
  type AckFlags,
  DEFAULT_HOURS,
  INCIDENT_FORMATS,
  MAX_HOURS,
  type ShowFlags,
} from './incident-flags';

const EXAMPLES = `
Examples:
  regionsweep incident list
  regionsweep incident show <id>
  regionsweep incident ack <id> --reason "nightly inventory, JIRA-123"

See docs/operations.md for the permissions.`;

const LIST_NOTES = `
Examples:
  AWS_PROFILE=security AWS_REGION=eu-central-1 regionsweep incident list
  regionsweep incident list --format json

The most severe incidents come first. An incident of the last seconds may be missing.
"no: archive" means that the incident has sent no alert.
Exit codes: 0 done, 1 the table could not be read, 2 usage error.`;

const SHOW_NOTES = `
Examples:
  regionsweep incident show incident-20260314T092640Z-0123456789abcdef
  regionsweep incident show incident-20260314T092640Z-0123456789abcdef --format json

RegionSweep rebuilds the incident from the calls in the table, with the settings of
./cdk.json and the allow-list next to it. It finds open incidents, and closed ones
until their calls expire, at least 24 h after the last one.
Exit codes: 0 done, 1 unknown incident or the table could not be read, 2 usage error.`;

const ACK_NOTES = `
Examples:
  regionsweep incident ack <id> --reason "known scanner, JIRA-123" > draft.json
  regionsweep incident ack <id> --reason "pen test until 18:00 UTC" --by jane --hours 8

Until the acknowledgement ends, further sweeps by the same actors send no alert. A
higher severity always sends one, and so does another actor of the same identity. A
second acknowledgement of an incident replaces the first. RegionSweep does not verify
the name in --by.
Standard output is a draft allow-list entry for the most severe finding. Complete it
if the sweeps are harmless.
Exit codes: 0 acknowledged, 1 unknown or closed incident or a failure, 2 usage error.`;

const ID_ARGUMENT = 'the ID of the incident, as in its messages';

/** Declares `incident list`, `incident show` and `incident ack`. */
export const declareIncident: DeclareCommand = (program, terminal, finish) => {
  const group = program
    .command('incident')
    .description('list, show and acknowledge the incidents of your deployment')
    .addHelpText('after', EXAMPLES);
  addFormatFlag(addTargetFlags(group.command('list')))
    .description('list the open incidents')
    .addHelpText('after', LIST_NOTES)
    .action(async (flags: ShowFlags) => {
      const { listIncidents } = await import('./run-incident');
      finish(await listIncidents(flags, terminal));
    });
  addFormatFlag(addTargetFlags(group.command('show')))
    .description('show an incident with its timeline')
    .argument('<id>', ID_ARGUMENT)
    .addHelpText('after', SHOW_NOTES)
    .action(async (id: string, flags: ShowFlags) => {
      const { showIncident } = await import('./run-incident');
      finish(await showIncident(id, flags, terminal));
    });
  addTargetFlags(group.command('ack'))
    .description('acknowledge an open incident: repeats by the same actors send no alert')
    .argument('<id>', ID_ARGUMENT)
    .requiredOption('--reason <text>', 'why you acknowledge it; the incident shows it')
    .option('--by <name>', 'your name; the incident shows it (default: your user name here)')
    .option(
      '--hours <number>',
      `how long the acknowledgement lasts, 1 to ${MAX_HOURS}`,
      String(DEFAULT_HOURS),
    )
    .addHelpText('after', ACK_NOTES)
    .action(async (id: string, flags: AckFlags) => {
      const { ackIncident } = await import('./run-incident');
      finish(await ackIncident(id, flags, terminal));
    });
};

function addFormatFlag(command: Command): Command {
  return command.addOption(
    choiceOption(
      '--format <format>',
      `output format; ndjson has one JSON object per line (default: ${DEFAULT_FORMAT_IN_WORDS})`,
      INCIDENT_FORMATS,
    ),
  );
}
