/** What comes to the queue of trail files, and who takes from it. */
export interface QueueLoad {
  /** Files in an average second. */
  readonly filesPerSecond: number;
  /** How much more comes in the peak hour of a day than in an average one. */
  readonly peak: number;
  /** Trail readers at once. */
  readonly readers: number;
  /** How long one of them takes for a file. */
  readonly secondsPerFile: number;
  /** Seconds without any reader, before the peak hour. @default 0 */
  readonly outage?: number;
}

/** What becomes of the queue. */
export interface QueueCourse {
  /** Age of the oldest file at the worst moment, in seconds. */
  readonly oldest: number;
  /** Seconds from the end of the outage, or the beginning of the peak hour, until the queue is empty. */
  readonly emptyAfter: number;
}

const HOUR = 3600;
const DAY = 24 * HOUR;
const START = 8 * HOUR;

/** Second by second for two days: an outage, then the peak hour of each day; half the peak before and after it. */
export function simulateQueue({
  filesPerSecond,
  peak,
  readers,
  secondsPerFile,
  outage = 0,
}: QueueLoad): QueueCourse {
  const perSecond = readers / secondsPerFile;
  let [arrived, read, oldest, emptyAfter] = [0, 0, 0, Number.POSITIVE_INFINITY];
  const arrivals: number[] = [];
  let head = 0;
  for (let second = START - outage; second < START + 2 * DAY; second += 1) {
    arrived += filesPerSecond * factorAt(second, peak);
    arrivals.push(arrived);
    if (second >= START) {
      read = Math.min(arrived, read + perSecond);
    }
    while ((arrivals[head] ?? Number.POSITIVE_INFINITY) <= read) {
      head += 1;
    }
    oldest = Math.max(oldest, arrivals.length - head);
    if (second >= START && read === arrived) {
      emptyAfter = Math.min(emptyAfter, second - START);
    }
  }
  return { oldest, emptyAfter };
}

/** The mean of a day is one. */
function factorAt(second: number, peak: number): number {
  const hour = Math.floor((second % DAY) / HOUR);
  const peakHour = START / HOUR;
  return hour === peakHour ? peak : (24 - peak) / 23;
}
