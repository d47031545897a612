import { setTimeout as pause } from 'node:timers/promises';

/** Only to end what hangs. */
const WAIT_LIMIT_MS = 60_000;
const POLL_MS = 20;

/** Ways to subscribe. */
export const SUBSCRIBERS = ['sqs', 'http', 'https'] as const;
export type Subscriber = (typeof SUBSCRIBERS)[number];

/** A notification as one subscriber got it. */
export interface Notification {
  readonly subscriber: Subscriber;
  readonly body: string;
  /** By name, as text. */
  readonly attributes: Readonly<Record<string, string | undefined>>;
  readonly subject?: string | undefined;
  /** Milliseconds of `performance.now`. */
  readonly receivedAt: number;
}

/** What the subscribers got, in order. */
export class Inbox {
  readonly notifications: Notification[] = [];

  take(notification: Omit<Notification, 'receivedAt'>): void {
    this.notifications.push({ ...notification, receivedAt: performance.now() });
  }

  /** Those that are about a principal, whatever their form. */
  about(principal: string): Notification[] {
    return this.notifications.filter(({ body }) => body.includes(principal));
  }

  /** Waits until every subscriber was notified of a principal. @throws Error when one was not. */
  async all(principal: string): Promise<Record<Subscriber, Notification>> {
    const deadline = Date.now() + WAIT_LIMIT_MS;
    while (Date.now() < deadline) {
      const found = this.about(principal);
      const [sqs, http, https] = SUBSCRIBERS.map((name) =>
        found.find(({ subscriber }) => subscriber === name),
      );
      if (sqs !== undefined && http !== undefined && https !== undefined) {
        return { sqs, http, https };
      }
      await pause(POLL_MS);
    }
    const who = this.about(principal).map(({ subscriber }) => subscriber);
    throw new Error(
      `Not every subscriber was notified of ${principal}: ${who.join(', ') || 'nobody'} of ${SUBSCRIBERS.join(', ')}.`,
    );
  }
}
