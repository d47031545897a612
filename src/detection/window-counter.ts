import type { TrackedCall } from './model';

type CountedCall = Pick<TrackedCall, 'second' | 'region'>;

/** Counts the calls and regions of a window that moves over calls by time: they enter at one end and leave at the other. */
export class WindowCounter {
  private readonly callsByRegion = new Map<string, number>();
  private queue: CountedCall[] = [];
  private first = 0;

  get calls(): number {
    return this.queue.length - this.first;
  }

  /** Distinct regions. */
  get regions(): number {
    return this.callsByRegion.size;
  }

  get oldest(): CountedCall | undefined {
    return this.queue[this.first];
  }

  /** @param call no earlier than those before it. */
  add(call: CountedCall): void {
    this.queue.push(call);
    this.callsByRegion.set(call.region, (this.callsByRegion.get(call.region) ?? 0) + 1);
  }

  /** Removes the oldest call; the window must hold one. */
  removeOldest(): void {
    const { region } = this.oldest as CountedCall;
    const remaining = (this.callsByRegion.get(region) as number) - 1;
    if (remaining === 0) {
      this.callsByRegion.delete(region);
    } else {
      this.callsByRegion.set(region, remaining);
    }
    this.first += 1;
    // Only now and then, so that removing a call does not copy the queue each time.
    if (this.first * 2 > this.queue.length) {
      this.queue = this.queue.slice(this.first);
      this.first = 0;
    }
  }
}
