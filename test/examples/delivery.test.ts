import { type GeneratedTrail, generateTrail } from '../../tools/samples/generate-trail';
import { callsIn, sweepsIn } from './trail-calls';

const trail = generateTrail();
/** The user of the scenario `late-and-again`. */
const CONTRACTOR = 'contractor-42';

describe('generateTrail', () => {
  it('makes the same trail of the same seed', () => {
    const [first, second] = [generateTrail({ seed: 5 }), generateTrail({ seed: 5 })];

    // As texts: comparing thousands of records member by member takes seconds.
    expect(JSON.stringify(first) === JSON.stringify(second)).toBe(true);
  });

  it('gives other records of another seed', () => {
    const ids = new Set(recordsOf(trail).map((record) => record.eventID));
    const others = recordsOf(generateTrail({ seed: 5 }));

    expect(others.filter((record) => ids.has(record.eventID))).toEqual([]);
  });

  it('takes any day', () => {
    const { expected } = generateTrail({ day: '2024-02-29' });

    expect(expected.at(0)?.firstCall).toBe('2024-02-29T02:41:07Z');
  });

  it.each(['2026-02-30x', '17 March 2026', '2026-13-01', ''])('rejects the day "%s"', (day) => {
    expect(() => generateTrail({ day })).toThrow(RangeError);
  });
});

describe('the deliveries of the sample trail', () => {
  it('lie where CloudTrail puts them', () => {
    const name =
      /^AWSLogs\/(\d{12})\/CloudTrail\/([a-z0-9-]+)\/2026\/03\/1[78]\/\1_CloudTrail_\2_2026031[78]T\d{4}Z_[A-Za-z0-9]{16}\.json\.gz$/;

    expect(trail.files.map((file) => file.path).filter((path) => !name.test(path))).toEqual([]);
    expect(new Set(trail.files.map((file) => file.path)).size).toBe(trail.files.length);
  });

  it('hold records of the account and the region that the path names', () => {
    const misplaced = trail.files.flatMap((file) =>
      file.records.filter(
        (record) =>
          !file.path.startsWith(
            `AWSLogs/${record.recipientAccountId}/CloudTrail/${record.awsRegion}/`,
          ),
      ),
    );

    expect(misplaced).toEqual([]);
  });

  it('are never stamped before the calls in them', () => {
    const early = trail.files.filter((file) =>
      file.records.some((record) => Date.parse(record.eventTime) >= stampOf(file.path)),
    );

    expect(early).toEqual([]);
  });

  it('repeat only the records that are meant to come again, in other files', () => {
    const paths = pathsByEventId(trail);
    const repeated = recordsOf(trail).filter(
      (record) => (paths.get(record.eventID)?.length ?? 0) > 1,
    );
    const callers = new Set(repeated.map((record) => record.userIdentity.arn?.split('/').at(-1)));

    expect([...callers].sort()).toEqual([CONTRACTOR, 'dana']);
    expect([...paths.values()].every((found) => new Set(found).size === found.length)).toBe(true);
  });

  it('complete one sweep by records that come nine hours late', () => {
    const inTime = trail.files.filter((file) => stampOf(file.path) < Date.UTC(2026, 2, 17, 14));
    const seen = callsIn(inTime).filter((call) => call.principal.key.endsWith(CONTRACTOR));

    expect(seen.length).toBeGreaterThanOrEqual(10);
    expect(new Set(seen.map((call) => call.region)).size).toBe(7);
    expect(sweepsIn(seen, 'sliding')).toEqual([]);
    expect(
      sweepsIn(callsIn(trail.files), 'sliding').filter((sweep) =>
        sweep.principalKey.endsWith(CONTRACTOR),
      ),
    ).toHaveLength(1);
  });

  it('come from each region with a lag of its own, and not in the order of the calls', () => {
    const home = trail.files.filter((file) => file.path.includes('/us-east-1/'));

    const isSorted = home.every((file) =>
      file.records.every(
        (record, index) => index === 0 || record.eventTime >= timeBefore(file, index),
      ),
    );

    expect(isSorted).toBe(false);
  });
});

function timeBefore(file: GeneratedTrail['files'][number], index: number): string {
  return file.records.at(index - 1)?.eventTime ?? '';
}

function recordsOf({ files }: GeneratedTrail) {
  return files.flatMap((file) => file.records);
}

function pathsByEventId({ files }: GeneratedTrail): Map<string, string[]> {
  const paths = new Map<string, string[]>();
  for (const file of files) {
    for (const { eventID } of file.records) {
      paths.set(eventID, [...(paths.get(eventID) ?? []), file.path]);
    }
  }
  return paths;
}

/** The time in a file's name, in milliseconds. */
function stampOf(path: string): number {
  const [, day = '', time = ''] = /_(\d{8})T(\d{4})Z_/.exec(path) ?? [];
  return Date.UTC(
    Number(day.slice(0, 4)),
    Number(day.slice(4, 6)) - 1,
    Number(day.slice(6)),
    Number(time.slice(0, 2)),
    Number(time.slice(2)),
  );
}
