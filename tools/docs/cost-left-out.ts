import { DEFAULT_CONFIG } from '../../src/config/defaults';
import { type Figures, figure } from './cost-by-use';

const MILLION = 1_000_000;
const HOURS_A_MONTH = 730;

/** What is on the bill and not on the page, and about how much of it there is. */
export function leftOutSection(figures: Figures): string {
  const { lateEventHours } = DEFAULT_CONFIG;
  const logGigabytes = gigabytes(figure(figures, 'log-bytes-per-call') * 12);
  const itemBytes = figure(figures, 'day-direct-item-bytes');
  const tableGigabytes = gigabytes((itemBytes * lateEventHours) / HOURS_A_MONTH);
  return `## What is left out

- The trail: of the organization, or of each account. The project needs one and makes none. AWS
  [asks](https://aws.amazon.com/cloudtrail/pricing/) for further copies of management events, and S3 for storage.
- Storage of the log, which is kept for a year: after that, up to ${logGigabytes.toFixed(1)} GB for each million calls a month
  (\`log-bytes-per-call\`), before CloudWatch compresses it.
- Storage of the table, and point-in-time recovery, which is switched on and paid for by the size of the table: about
  ${tableGigabytes.toFixed(2)} GB for each million calls a month, were there an item of ${itemBytes.toLocaleString('en-US')} bytes for each call (\`day-direct-item-bytes\`) and each
  deleted after ${lateEventHours} hours (\`lateEventHours\`). DynamoDB deletes later than that, so it is more.
- Log lines of findings, dead letters, what is tried again, taxes, and prices of other regions.`;
}

/** Of so many bytes for each of a million calls. */
function gigabytes(bytes: number): number {
  return (bytes * MILLION) / 2 ** 30;
}
