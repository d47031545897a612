import { type Incident, leadOf, type WatchedLine } from '../detection/incident/incident';
import { counted } from '../detection/severity/signal';
import { URGENT_CATEGORIES } from '../detection/watched/urgency';
import type { NextStep } from './containment';
import { isListOfInstances, undoCommand } from './undo-commands';

/** With the three steps for every sweep, these are six. */
const MAX_STEPS = 3;

const MAX_COMMANDS = 3;

const LIST_REMARK = ' Others may have launched instances that day.';

/** What to do about the watched calls of a category. The calls stand between the two texts. */
const STEPS: Readonly<
  Record<(typeof URGENT_CATEGORIES)[number], readonly [before: string, after: string]>
> = {
  compute: ['Terminate what the caller launched', ''],
  persistence: [
    'Remove the ways back in',
    ' They stay open when you stop the credentials of the sweep. Delete them after the investigation.',
  ],
  exfiltration: ['Undo the copies and shares', ' Find out which data left the account.'],
  defence: ['Turn the recording and the detection back on', ''],
  access: ['Isolate the instances that the caller reached', ''],
  roles: ['Revoke the sessions of the roles that the caller assumed', ''],
  login: ['End the sessions that the caller opened', ' Deactivating a key does not end them.'],
  leak: [
    'Delete the key and issue another',
    ' AWS found it in public. Keep the quarantine policy until then.',
  ],
  models: [
    'Remove the model access that the caller requested',
    ' Check the spending in Amazon Bedrock.',
  ],
  mail: ['Stop Amazon SES from sending for the caller', ' Check what it has sent.'],
  reach: ['Undo what the caller opened', ''],
};

/** How to undo what the watched calls of an incident did. Calls that failed need nothing. */
export function chainSteps(incident: Incident): NextStep[] {
  const done = incident.timeline.filter(
    (line): line is WatchedLine => line.kind === 'watched' && line.errorCode === undefined,
  );
  return URGENT_CATEGORIES.map((category) => ({
    lines: done.filter((line) => line.category === category),
    step: STEPS[category],
  }))
    .filter(({ lines }) => lines.length > 0)
    .slice(0, MAX_STEPS)
    .map(({ lines, step: [before, after] }) => {
      const commands = commandsFor(lines, incident);
      const remark = commands.some(isListOfInstances) ? LIST_REMARK : '';
      return { text: `${before}: ${callsInWords(lines)}.${after}${remark}`, commands };
    });
}

/** For example `RunInstances (12 calls), CreateCluster`. */
function callsInWords(lines: readonly WatchedLine[]): string {
  const counts = new Map<string, number>();
  for (const { eventName, count } of lines) {
    counts.set(eventName, (counts.get(eventName) ?? 0) + count);
  }
  return [...counts]
    .map(([name, count]) => (count === 1 ? name : `${name} (${counted(count, 'call')})`))
    .join(', ');
}

function commandsFor(lines: readonly WatchedLine[], incident: Incident): string[] {
  const lead = leadOf(incident);
  const commands = lines.flatMap((line) => undoCommand(line, lead));
  return [...new Set(commands)].slice(0, MAX_COMMANDS);
}
