import { type Incident, leadOf, type WatchedLine } from '../detection/incident/incident';
import { mainLines } from '../detection/incident/main-lines';
import { counted } from '../detection/severity/signal';
import { codeSpan } from './escape';
import { regionsInWords } from './timeline';

const MAX_LINES = 3;
const MAX_WORD = 64;

/** What a chat shows before and after the first call: the watched calls that matter most, and how many sweeps follow. */
export function aroundTheSweep(incident: Incident): { before: string; after: string } {
  const watched = incident.timeline.filter((one): one is WatchedLine => one.kind === 'watched');
  const lead = leadOf(incident);
  const shown = mainLines(watched, lead.id, MAX_LINES);
  const isBefore = ({ time }: WatchedLine): boolean => time < lead.evidence.firstCall;
  const left = watched.length - shown.length;
  const sweeps = incident.totals.sweeps - 1;
  return {
    before: shown.filter(isBefore).map(brief).join('; '),
    after: [
      ...shown.filter((one) => !isBefore(one)).map(brief),
      ...(left > 0 ? [`${left} more in the e-mail`] : []),
      ...(sweeps > 0 ? [counted(sweeps, 'more sweep')] : []),
    ].join('; '),
  };
}

/** For example `RunInstances ×12 p5.48xlarge in 3 regions`. */
function brief(line: WatchedLine): string {
  const { eventName, count, errorCode, details } = line;
  const [detail] = Object.values(details);
  return [
    ...(errorCode === undefined ? [] : ['failed']),
    `${codeSpan(eventName, MAX_WORD)}${count > 1 ? ` ×${count}` : ''}`,
    ...(detail === undefined ? [] : [codeSpan(detail, MAX_WORD)]),
    `in ${regionsInWords(line, codeSpan)}`,
  ].join(' ');
}
