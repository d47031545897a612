import type { WatchedLine } from '../../../src/detection/incident/incident';
import { formatSecond } from '../../../src/detection/time';
import { isRelated, weigh } from '../../../src/detection/watched/weigh';

const NOON = Date.UTC(2026, 2, 1, 12) / 1000;
const SWEEP = { start: NOON, end: NOON + 30 };

/** A call so many seconds after the sweep; before it, if below 0. */
function line(
  eventName: string,
  category: string,
  gap: number,
  overrides: Partial<WatchedLine> = {},
): WatchedLine {
  const second = gap < 0 ? SWEEP.start + gap : SWEEP.end + gap;
  return {
    kind: 'watched',
    time: formatSecond(second),
    until: formatSecond(second),
    eventName,
    category,
    count: 1,
    regions: ['us-east-1'],
    details: {},
    caller: 'arn:aws:iam::111122223333:user/ci',
    ...overrides,
  };
}

const launch = (gap: number, overrides: Partial<WatchedLine> = {}) =>
  line('RunInstances', 'compute', gap, overrides);

function pointsOf(...lines: WatchedLine[]): number {
  return weigh(lines, [SWEEP]).points;
}

describe('weigh', () => {
  it('makes an incident critical when instances are launched within 15 min of its sweep', () => {
    expect(
      weigh([launch(180, { count: 12, regions: ['eu-west-1', 'us-east-1'] })], [SWEEP]),
    ).toEqual({
      points: 80,
      reasons: [
        {
          id: 'watched-compute',
          sentence: 'RunInstances 3 min after the sweep: 12 calls in 2 regions.',
          values: { calls: 12, regions: 2, secondsAfter: 180 },
          points: 80,
        },
      ],
    });
  });

  it.each([
    [0, 80],
    [15 * 60, 80],
    [15 * 60 + 1, 40],
    [3600, 40],
    [3601, 20],
    [86_400, 20],
    [86_401, 0],
  ])('takes a launch %d s after the sweep for %d points', (gap, points) => {
    expect(pointsOf(launch(gap))).toBe(points);
  });

  it('says that the number of regions is a lower bound where a line lists no more', () => {
    const regions = Array.from({ length: 10 }, (_, index) => `eu-west-${index}`);

    expect(weigh([launch(0, { count: 17, regions })], [SWEEP]).reasons[0]?.sentence).toBe(
      'RunInstances during the sweep: 17 calls in at least 10 regions.',
    );
  });

  it('orders reasons of equal points by ID, whatever the order of the calls', () => {
    const lines = [
      line('PutUseCaseForModelAccess', 'models', 60),
      line('EnableRegion', 'reach', 60),
      line('CreateUser', 'persistence', 60),
      line('CreateUser', 'persistence', 60, { caller: 'ASIAEXAMPLE' }),
    ];
    const weights = [lines, [...lines].reverse()].map((given) => weigh(given, [SWEEP]));

    expect(weights[0]).toEqual(weights[1]);
    expect(weights[0]?.reasons.map(({ id }) => id)).toEqual([
      'watched-models',
      'watched-persistence',
      'watched-reach',
    ]);
  });

  it('gives a dry run half, and any other failure a quarter', () => {
    expect(pointsOf(launch(60, { errorCode: 'Client.DryRunOperation' }))).toBe(40);
    expect(pointsOf(launch(60, { errorCode: 'Client.UnauthorizedOperation' }))).toBe(20);
    expect(
      weigh([launch(60, { errorCode: 'Client.UnauthorizedOperation' })], [SWEEP]).reasons[0]
        ?.sentence,
    ).toBe('RunInstances 1 min after the sweep: 1 call in 1 region, without success.');
  });

  it('gives all of it to calls that are watched because they fail', () => {
    const probe = line('InvokeModel', 'model-calls', 60, { errorCode: 'ValidationException' });

    expect(pointsOf(probe)).toBe(20);
  });

  it.each([
    ['login.ConsoleLogin', line('ConsoleLogin', 'login', -1800), 25],
    ['login.ConsoleLogin', line('ConsoleLogin', 'login', -1801), 0],
    ['compute.RunInstances', launch(-1), 0],
  ])('looks back 30 min for what counts before a sweep: %s', (_id, one, points) => {
    expect(pointsOf(one)).toBe(points);
  });

  it('names how long before the sweep a call came', () => {
    const [reason] = weigh([line('ConsoleLogin', 'login', -20)], [SWEEP]).reasons;

    expect(reason?.sentence).toBe('ConsoleLogin 20 s before the sweep: 1 call in 1 region.');
    expect(reason?.values).toMatchObject({ secondsAfter: -20 });
  });

  it('counts a call during the sweep as one right after it', () => {
    const time = formatSecond(SWEEP.start + 10);

    expect(weigh([launch(0, { time, until: time })], [SWEEP])).toMatchObject({
      points: 80,
      reasons: [{ sentence: 'RunInstances during the sweep: 1 call in 1 region.' }],
    });
  });

  it('goes by the sweep that gives the most', () => {
    const earlier = { start: SWEEP.start - 7200, end: SWEEP.start - 7170 };
    const later = { start: SWEEP.start + 3600, end: SWEEP.start + 3630 };

    expect(weigh([launch(60)], [earlier, SWEEP, later]).points).toBe(80);
    expect(weigh([launch(60)], [earlier]).points).toBe(20);
    expect(weigh([launch(60)], []).points).toBe(0);
  });

  it('counts the weightiest kind of a category once, and names all', () => {
    const { reasons, points } = weigh(
      [
        line('CreateUser', 'persistence', 60),
        line('AttachUserPolicy', 'persistence', 90),
        line('CreateAccessKey', 'persistence', 120, { regions: ['eu-west-1'] }),
      ],
      [SWEEP],
    );

    expect(points).toBe(50);
    expect(reasons.map(({ sentence }) => sentence)).toEqual([
      'CreateUser, CreateAccessKey and AttachUserPolicy 1 min after the sweep: 3 calls in 2 regions.',
    ]);
  });

  it('adds categories up to the highest score', () => {
    expect(weigh([line('CreateUser', 'persistence', 60), launch(60)], [SWEEP])).toMatchObject({
      points: 100,
      reasons: [{ id: 'watched-compute' }, { id: 'watched-persistence' }],
    });
  });

  it('adds nothing for calls that the caller makes anyway, or that follow a child alone', () => {
    expect(weigh([launch(60)], [SWEEP], { habits: new Set(['RunInstances']) }).points).toBe(0);
    expect(pointsOf(line('AssumeRole', 'roles', 60))).toBe(0);
    expect(weigh([line('AssumeRole', 'roles', 60)], [SWEEP]).reasons).toEqual([]);
  });

  it('counts what AWS does to a user itself, whatever calls of that name the user makes anyway', () => {
    const habits = new Set(['AttachUserPolicy']);

    expect(weigh([line('AttachUserPolicy', 'leak', 60)], [SWEEP], { habits }).points).toBe(60);
    expect(weigh([line('AttachUserPolicy', 'persistence', 60)], [SWEEP], { habits }).points).toBe(
      0,
    );
  });

  it('passes over lines that another version wrote', () => {
    expect(pointsOf(line('DoNothing', 'compute', 60), launch(60, { time: 'x' }))).toBe(0);
  });

  it('goes by the last of calls that began before the sweep', () => {
    const time = formatSecond(SWEEP.start - 36_000);

    expect(pointsOf(launch(3000, { time }))).toBe(40);
  });

  it('gives the same in any order', () => {
    const lines = [
      launch(60),
      launch(60, { errorCode: 'Client.DryRunOperation' }),
      line('CreateUser', 'persistence', 70),
      line('CreateRole', 'persistence', 70),
    ];

    expect(weigh([...lines].reverse(), [SWEEP])).toEqual(weigh(lines, [SWEEP]));
  });
});

describe('isRelated', () => {
  const at = (watchId: string, second: number): boolean =>
    isRelated(
      {
        watchId,
        second,
        eventId: 'x',
        eventName: '',
        category: '',
        region: '',
        details: {},
        caller: { type: 'IAMUser' },
      },
      [SWEEP],
    );

  it('takes calls up to 24 h after a sweep, and before it those that count then', () => {
    expect(at('compute.RunInstances', SWEEP.end + 86_400)).toBe(true);
    expect(at('compute.RunInstances', SWEEP.end + 86_401)).toBe(false);
    expect(at('compute.RunInstances', SWEEP.start - 1)).toBe(false);
    expect(at('roles.AssumeRole', SWEEP.end + 60)).toBe(true);
    expect(at('leak.AttachUserPolicy', SWEEP.start - 1800)).toBe(true);
    expect(at('leak.AttachUserPolicy', SWEEP.start - 1801)).toBe(false);
  });
});
