import { setTimeout as pause } from 'node:timers/promises';

/** Only to end what hangs. */
const WAIT_LIMIT_MS = 120_000;
const POLL_MS = 500;

/** Waits until something is true, at most two minutes. */
export async function waitUntil(isTrue: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + WAIT_LIMIT_MS;
  while (!(await isTrue()) && Date.now() < deadline) {
    await pause(POLL_MS);
  }
}
