import { existsSync } from 'node:fs';
import path from 'node:path';
import { type Browser, chromium } from 'playwright-core';

/** Names of the Chromium command, the value of `CHROMIUM` first. */
export const CHROMIUM_COMMANDS: readonly [string, ...string[]] = [
  process.env['CHROMIUM'] || 'chromium',
  'chromium',
  'chromium-browser',
  'google-chrome',
];

/** It makes no other network requests. */
const ARGUMENTS = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * Starts the Chromium of the machine with an empty, temporary profile.
 *
 * @throws Error when there is none.
 */
export function launchBrowser(): Promise<Browser> {
  const executablePath = CHROMIUM_COMMANDS.flatMap(placesOf).find((file) => existsSync(file));
  if (executablePath === undefined) {
    throw new Error(
      `Chromium is missing: none of ${CHROMIUM_COMMANDS.join(', ')} is on the PATH. Install it, or set CHROMIUM to its path.`,
    );
  }
  // The sandbox does not start for root; pages are ours.
  const isRoot = process.getuid?.() === 0;
  return chromium.launch({ executablePath, args: ARGUMENTS, chromiumSandbox: !isRoot });
}

function placesOf(command: string): string[] {
  return command.includes(path.sep)
    ? [command]
    : (process.env['PATH'] ?? '').split(path.delimiter).map((folder) => path.join(folder, command));
}
