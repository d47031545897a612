import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { RULES } from '../../../src/detection/rules/rule-catalog';
import { logFileText, type TrailFile } from '../../samples/delivery';
import { generateTrail } from '../../samples/generate-trail';
import type { CloudTrailRecord } from '../../samples/record';

const DAY_MS = 86_400_000;
const FIRST_DAY = Date.UTC(2016, 0, 1);

/** Generated days. Longer trails repeat them, on other days and with other event IDs. */
const DAYS = 20;

/** What a trail contains. */
export interface LongTrail {
  readonly records: number;
  /** The records with the name of a call that a rule looks at. */
  readonly calls: number;
  readonly files: number;
}

/** The length of a trail, and its share of calls. */
export interface LongTrailShape {
  /** How often the days are repeated: each round has more than 100,000 records. */
  readonly rounds: number;
  /**
   * Every n-th round has the calls that the rules look for. With 1 they are 13 % of all records, as in the sample trail;
   * with 6, about 2 %. In the real trails that are public, they are 1 % and 3 %.
   */
  readonly roundsForCalls: number;
}

/** Writes log files of about fifty records, as CloudTrail does. */
export function writeLongTrail(
  folder: string,
  { rounds, roundsForCalls }: LongTrailShape,
): LongTrail {
  const sum = { records: 0, calls: 0, files: 0 };
  for (let day = 0; day < DAYS; day += 1) {
    const { files } = generateTrail({ seed: day + 1, day: dayText(day) });
    for (let round = 0; round < rounds; round += 1) {
      const isBusy = round % roundsForCalls === 0;
      for (const file of files) {
        const records = isBusy ? file.records : file.records.filter((one) => !isCall(one));
        if (records.length > 0) {
          writeRound(folder, { ...file, records }, round);
          sum.files += 1;
          sum.records += records.length;
          sum.calls += records.filter(isCall).length;
        }
      }
    }
  }
  return sum;
}

function writeRound(folder: string, file: TrailFile, round: number): void {
  const target = path.join(folder, onOtherDays(file.path, round));
  mkdirSync(path.dirname(target), { recursive: true });
  const text = onOtherDays(logFileText(file), round);
  writeFileSync(target, gzipSync(withOtherIds(text, round)));
}

function isCall({ eventName }: CloudTrailRecord): boolean {
  return RULES.some(({ match }) => match.eventNames.includes(eventName));
}

function dayText(day: number): string {
  return new Date(FIRST_DAY + day * DAY_MS).toISOString().slice(0, 10);
}

/** Moves the days of a round behind those of the round before: in times, folders and file names. */
function onOtherDays(text: string, round: number): string {
  const shift = round * (DAYS + 7) * DAY_MS;
  return round === 0
    ? text
    : text.replace(/(20\d\d)([-/]?)(\d\d)\2(\d\d)(?=[T/"])/g, (_, year, mark, month, day) =>
        new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)) + shift)
          .toISOString()
          .slice(0, 10)
          .replaceAll('-', mark),
      );
}

function withOtherIds(text: string, round: number): string {
  const digits = round.toString(16).padStart(4, '0');
  return text.replace(/("eventID":")[0-9a-f]{4}/g, `$1${digits}`);
}
