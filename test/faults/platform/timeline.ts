/** What happens at a time. Until its promise settles, nothing else happens and no time passes. */
type Happening = () => void | Promise<void>;

/** A clock that jumps from one task to the next. */
export interface Timeline {
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** @param time milliseconds since the epoch; a task that is late runs as soon as it can. */
  at(time: number, happening: Happening): void;
  /** Runs the tasks in the order of their times, until none is left. */
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
