/** What happens at a time. While a promise lasts, nothing else happens and no time passes. */
type Happening = () => void | Promise<void>;

/** A clock that jumps from one happening to the next. */
export interface Timeline {
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** @param time milliseconds since the epoch; what is late already happens as soon as it can. */
  at(time: number, happening: Happening): void;
  /** Lets things happen in the order of their times, until nothing is left to happen. */
  run(): Promise<void>;
}

export function createTimeline(start: number): Timeline {
  let now = start;
  const ahead: { readonly time: number; readonly happening: Happening }[] = [];
  return {
    get now() {
      return now;
    },
    at(time, happening) {
      const later = ahead.findIndex((other) => other.time > time);
      ahead.splice(later === -1 ? ahead.length : later, 0, { time, happening });
    },
    async run() {
      for (let next = ahead.shift(); next !== undefined; next = ahead.shift()) {
        now = Math.max(now, next.time);
        await next.happening();
      }
    },
  };
}
