import type { LookupPage } from './lookup-pages';

/** When to show the first estimate: earlier ones are too rough. */
const FIRST_MS = 15_000;
/** Time between two estimates. */
const AGAIN_MS = 5 * 60_000;
/** Shorter rests are not worth a line. */
const SHORTEST_MS = 60_000;

/**
 * Estimates how long the reading of Event history will take, and writes it now and then. Pages come newest first, so
 * the time of the oldest event that was read shows how much of the span is done.
 */
export class LookupEstimate {
  private readonly span: { readonly start: number; readonly end: number };
  private readonly write: (text: string) => void;
  private readonly now: () => number;
  private readonly left = new Map<string, number>();
  private nextAt: number;

  /** @param span what is read, in milliseconds since the epoch. @param now in milliseconds. */
  constructor(
    span: { readonly start: number; readonly end: number },
    write: (text: string) => void,
    now: () => number = () => performance.now(),
  ) {
    this.span = span;
    this.write = write;
    this.now = now;
    this.nextAt = now() + FIRST_MS;
  }

  pageRead(region: string, page: LookupPage): void {
    this.left.set(region, this.millisecondsLeft(page));
    if (this.now() < this.nextAt) {
      return;
    }
    // AWS limits each region on its own, so the slowest one decides.
    const longest = Math.max(...this.left.values());
    if (longest >= SHORTEST_MS) {
      this.nextAt = this.now() + AGAIN_MS;
      const minutes = Math.round(longest / 60_000);
      this.write(
        `Reading Event history takes about ${minutes} min more, because AWS limits the requests. Ctrl-C keeps what was read; --from shortens it.`,
      );
    }
  }

  private millisecondsLeft({ elapsed, oldest, isLast }: LookupPage): number {
    const { start, end } = this.span;
    if (isLast || oldest === undefined) {
      return 0;
    }
    const done = (end - oldest.getTime()) / (end - start);
    return done <= 0 ? 0 : (elapsed * Math.max(0, 1 - done)) / done;
  }
}
