import type { Incident } from '../detection/incident/incident';
import { mainLines } from '../detection/incident/main-lines';

/**
 * SNS takes 256 KiB: https://docs.aws.amazon.com/sns/latest/api/API_Publish.html. The other bodies and the attributes
 * are below 56 KiB.
 */
const MAX_BYTES = 200 * 1024;

/**
 * The incident as far as SNS takes it: where it is too large, without its least severe findings, then with fewer lines
 * in the timeline. Its totals stay. Only texts that an attacker chooses make it this large.
 */
export function fittedIncident(incident: Incident): Incident {
  const { findings, timeline } = incident;
  // The body of a message is JSON within JSON.
  if (Buffer.byteLength(JSON.stringify(JSON.stringify(incident))) <= MAX_BYTES) {
    return incident;
  }
  const [lead, ...others] = findings;
  if (others.length > 0) {
    return fittedIncident({ ...incident, findings: [lead, ...others.slice(0, -1)] });
  }
  return timeline.length > 1
    ? fittedIncident({ ...incident, timeline: mainLines(timeline, lead.id, timeline.length / 2) })
    : incident;
}
