import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { RULES } from '../../../src/detection/rules/rule-catalog';
import { logFileText } from '../../samples/delivery';
import { generateTrail } from '../../samples/generate-trail';
import type { CloudTrailRecord } from '../../samples/record';
import { BENCH_FOLDER } from './programs';

const DAY_MS = 86_400_000;
const FIRST_DAY = Date.UTC(2016, 0, 1);

/** Generated days. Longer trails repeat them: on other days, with other accounts and event IDs. */
const DAYS = 20;

/** Accounts in place of each account of the sample trail: together they have about 700 principals. */
const ACCOUNTS = 20;

/** What a trail contains. */
export interface LongTrail {
  readonly records: number;
  /** The records with the name of a call that a rule looks at. */
  readonly calls: number;
  readonly files: number;
}

/** The length of a trail, and its share of calls. With all of them, 13 % of the records are calls. */
export interface LongTrailShape {
  /** How often the days are repeated. Each round has more than 100,000 records. */
  readonly rounds: number;
  /** Calls are in every n-th hour only. @default 1 */
  readonly hoursForCalls?: number;
  /** Of five records that are no calls, the trail has this many. @default 5 */
  readonly othersOfFive?: number;
  /** @default 50 */
  readonly recordsPerFile?: number;
}

/**
 * The trail of a shape: the one of an earlier run, or a new one. Remove the folder after a change to the generator of
 * samples.
 */
export function openLongTrail(shape: LongTrailShape): LongTrail & { readonly folder: string } {
  const folder = path.join(BENCH_FOLDER, `trail-${Object.entries(shape).flat().join('-')}`);
  const summary = `${folder}.json`;
  if (!existsSync(summary)) {
    rmSync(folder, { recursive: true, force: true });
    writeFileSync(summary, JSON.stringify(writeLongTrail(folder, shape)));
  }
  return { folder, ...JSON.parse(readFileSync(summary, 'utf8')) };
}

/** Writes log files as CloudTrail does. */
export function writeLongTrail(folder: string, shape: LongTrailShape): LongTrail {
  const sum = { records: 0, calls: 0, files: 0 };
  for (let day = 0; day < DAYS; day += 1) {
    const files = filesOf(day, shape);
    for (let round = 0; round < shape.rounds; round += 1) {
      for (const { name, records } of files) {
        writeRound(folder, name, logFileText({ records }), { day, round });
        sum.files += 1;
        sum.records += records.length;
        sum.calls += records.filter(isCall).length;
      }
    }
  }
  return sum;
}

function filesOf(
  day: number,
  { hoursForCalls = 1, othersOfFive = 5, recordsPerFile = 50 }: LongTrailShape,
) {
  const { files } = generateTrail({ seed: day + 1, day: dayText(day) });
  let others = 0;
  const records = files
    .flatMap((file) => file.records.map((record) => ({ record, name: file.path })))
    .filter(({ record }) => {
      if (isCall(record)) {
        return Number(record.eventTime.slice(11, 13)) % hoursForCalls === 0;
      }
      others += 1;
      return others % 5 < othersOfFive;
    });
  return Array.from({ length: Math.ceil(records.length / recordsPerFile) }, (_, file) => {
    const own = records.slice(file * recordsPerFile, (file + 1) * recordsPerFile);
    const name = own[0]?.name.replace('.json.gz', `${file}.json.gz`) ?? '';
    return { name, records: own.map(({ record }) => record) };
  });
}

function writeRound(folder: string, name: string, text: string, when: Repetition): void {
  const target = path.join(folder, repeated(name, when));
  mkdirSync(path.dirname(target), { recursive: true });
  writeFileSync(target, gzipSync(repeated(text, when)));
}

function isCall({ eventName }: CloudTrailRecord): boolean {
  return RULES.some(({ match }) => match.eventNames.includes(eventName));
}

function dayText(day: number): string {
  return new Date(FIRST_DAY + day * DAY_MS).toISOString().slice(0, 10);
}

interface Repetition {
  readonly day: number;
  readonly round: number;
}

/** The text of one round: days behind those of the round before, and other accounts and event IDs. */
function repeated(text: string, { day, round }: Repetition): string {
  const shift = round * (DAYS + 7) * DAY_MS;
  const account = String((round * 5 + (day % 5)) % ACCOUNTS).padStart(2, '0');
  const digits = round.toString(16).padStart(4, '0');
  return text
    .replace(/(20\d\d)([-/]?)(\d\d)\2(\d\d)(?=[T/"])/g, (_, year, mark, month, date) =>
      new Date(Date.UTC(Number(year), Number(month) - 1, Number(date)) + shift)
        .toISOString()
        .slice(0, 10)
        .replaceAll('-', mark),
    )
    .replace(/\b(1111222233|4444555566)\d\d\b/g, `$1${account}`)
    .replace(/("eventID":")[0-9a-f]{4}/g, `$1${digits}`);
}
