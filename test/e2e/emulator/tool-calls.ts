import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { JsonObject } from '../../../src/detection/json';
import { SHARED_CASES } from '../../support/shared-data';
import { type History, historyOf } from './histories';
import { ACCOUNT } from './world';

const FOLDER = path.join(SHARED_CASES, 'tools');

/** Captures have pauses; a longer one separates the tools in a file. */
const LONGEST_PAUSE_MS = 1_800_000;

/** What every clone has: two scans, one that calls twice in a region, one of quotas, and one that is no sweep. */
const MADE_UP: Readonly<Record<string, History>> = {
  scan: { regions: 17 },
  'scan-of-pairs': { regions: 12, times: 2 },
  'scan-of-quotas': { template: 'get-service-quota', regions: 17 },
  'nine-regions': { regions: 9 },
};

/** The sweeps among the made-up ones. */
export const MADE_UP_SWEEPS = 3;

/**
 * What tools call, each as an identity of its own: made-up ones, and captures of real ones where they are there.
 *
 * @param maker in the names of the identities and of the calls, so that those of two makers have nothing in common.
 * @param start when every tool starts.
 */
export function toolCalls(maker: string, start: number): JsonObject[] {
  const madeUp = Object.entries(MADE_UP).flatMap(([name, history]) =>
    startedAt(start, historyOf(`${maker}-${name}`, history)),
  );
  const files = existsSync(FOLDER)
    ? readdirSync(FOLDER).filter((name) => name.endsWith('.ndjson'))
    : [];
  const captured = files.flatMap((file) => {
    const name = `${maker}-${path.basename(file, '.ndjson').replaceAll(/\W/g, '-')}`;
    const lines = readFileSync(path.join(FOLDER, file), 'utf8').trimEnd().split('\n');
    return startedAt(
      start,
      lines
        .map((line) => JSON.parse(renamed(line, name)) as JsonObject)
        // The emulator puts every event under one account.
        .filter(({ recipientAccountId }) => recipientAccountId === ACCOUNT),
    );
  });
  return [...madeUp, ...captured];
}

/** A record whose identity, session, key and call have other names. */
function renamed(record: string, name: string): string {
  return record
    .replaceAll(/:(user|role|assumed-role)\//g, `:$1/${name}-`)
    .replaceAll(/"((?:AKIA|ASIA|AIDA|AROA)\w+)/g, `"$1${name.replaceAll('-', '').toUpperCase()}`)
    .replaceAll(/"(userName|eventID)": "/g, `"$1": "${name}-`);
}

function startedAt(start: number, records: readonly JsonObject[]): JsonObject[] {
  let begin = 0;
  let before = 0;
  return records
    .toSorted((a, b) => timeOf(a) - timeOf(b))
    .map((record) => {
      const time = timeOf(record);
      begin = time - before > LONGEST_PAUSE_MS ? time : begin;
      before = time;
      const eventTime = `${new Date(start + time - begin).toISOString().slice(0, 19)}Z`;
      return { ...record, eventTime };
    });
}

function timeOf({ eventTime }: JsonObject): number {
  return Date.parse(String(eventTime));
}
