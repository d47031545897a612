import { type Incident, leadOf } from '../detection/incident/incident';
import { mainLines } from '../detection/incident/main-lines';
import { shownText } from './escape';
import { INDENT, itemLines, paragraph } from './text-layout';
import { timelineEntries } from './timeline';

/** Lines of the timeline that an e-mail shows; the JSON body has more. */
const MAX_ENTRIES = 15;

/** Room for `2026-03-14 09:26:40` and two blanks. */
const TIME_WIDTH = 21;

/** What happened when, where the incident has more than one sweep without any other call. */
export function timelineLines(incident: Incident): string[] {
  const { timeline } = incident;
  if (timeline.length < 2) {
    return [];
  }
  const shown = mainLines(timeline, leadOf(incident).id, MAX_ENTRIES);
  const left = timeline.length - shown.length;
  const entries = timelineEntries(incident, shown, shownText).flatMap(({ line, what, facts }) => [
    `${INDENT}${timeOf(line.time).padEnd(TIME_WIDTH)}${what}`,
    ...itemLines(facts, `${INDENT}${' '.repeat(TIME_WIDTH)}`),
  ]);
  return [
    ...paragraph('Times are in UTC.'),
    ...entries,
    ...(left > 0 ? paragraph(`and ${left} more, which the JSON of the incident lists`) : []),
  ];
}

function timeOf(isoTime: string): string {
  return isoTime.slice(0, 19).replace('T', ' ');
}
