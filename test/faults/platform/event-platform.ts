import { startDetectorProcess } from '../detector-process';
import type { Delivery } from '../scenario';
import type { DeliveryPath, PathParts, Platform } from './platform';
import { PLATFORM } from './settings';

/**
 * EventBridge invokes the detector with each event. After three failures, the event goes to the dead-letter queue. A
 * group of calls is one event here, a list, although EventBridge never sends one: the detector counts its calls together.
 */
export const EVENT_PLATFORM: Platform = { startProcess: startDetectorProcess, openPath };

function openPath({ timeline, lambda, groupSize }: PathParts): DeliveryPath {
  const triedAgain: Delivery[] = [];
  const arrived: Delivery[] = [];
  let deadLetters: Delivery[] = [];

  function attempt(group: readonly Delivery[], earlier: number): Promise<void> {
    const events = group.map(({ event }) => event);
    return lambda.invoke(groupSize === 1 ? events[0] : events, (outcome) => {
      if (outcome.kind === 'returned') {
        return;
      }
      const delay = PLATFORM.retryDelaysMs[earlier];
      if (delay === undefined) {
        deadLetters.push(...group);
        return;
      }
      timeline.at(timeline.now + delay, () => {
        triedAgain.push(...group);
        return attempt(group, earlier + 1);
      });
    });
  }

  function deliver(delivery: Delivery): void {
    arrived.push(delivery);
    timeline.at(timeline.now, () => {
      const group = arrived.splice(0, groupSize);
      return group.length > 0 ? attempt(group, 0) : undefined;
    });
  }

  return {
    deliver,
    triedAgain,
    get deadLetters() {
      return deadLetters;
    },
    redrive() {
      const redriven = deadLetters;
      deadLetters = [];
      redriven.forEach(deliver);
    },
    problems: async () => [],
  };
}
