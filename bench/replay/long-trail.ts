import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { logFileText } from '../../examples/generator/delivery';
import { generateTrail } from '../../examples/generator/generate-trail';

const DAY_MS = 86_400_000;
const FIRST_DAY = Date.UTC(2016, 0, 1);

/** Days that are generated; longer trails play them again, on other days and with ids of their own. */
const DAYS = 20;

/** What was written. */
export interface LongTrail {
  readonly records: number;
  /** `DescribeInstances` and `GetServiceQuota` among them. */
  readonly calls: number;
  readonly files: number;
}

/** Writes log files as a trail does, one for some fifty records, until there are so many. */
export function writeLongTrail(folder: string, atLeast: number): LongTrail {
  const sum = { records: 0, calls: 0, files: 0 };
  for (let round = 0; sum.records < atLeast; round += 1) {
    for (let day = 0; day < DAYS && sum.records < atLeast; day += 1) {
      const generated = generateTrail({ seed: day + 1, day: dayText(day) });
      for (const file of generated.files) {
        const { records } = file;
        const target = path.join(folder, onOtherDays(file.path, round));
        mkdirSync(path.dirname(target), { recursive: true });
        writeFileSync(target, gzipSync(withOtherIds(onOtherDays(logFileText(file), round), round)));
        sum.files += 1;
        sum.records += records.length;
        sum.calls += records.filter(({ eventName }) =>
          /^(DescribeInstances|GetServiceQuota)$/.test(eventName),
        ).length;
      }
    }
  }
  return sum;
}

function dayText(day: number): string {
  return new Date(FIRST_DAY + day * DAY_MS).toISOString().slice(0, 10);
}

/** The days of a round follow those of the round before, a week apart. Days are written as in times, folders and names. */
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
