import type { WatchedLine } from '../../src/detection/incident/incident';

/** A line of the timeline: one call of CreateUser, or what `overrides` says. */
export function watchedLine(overrides: Partial<WatchedLine> = {}): WatchedLine {
  const { time = '2026-03-14T09:31:02Z' } = overrides;
  return {
    kind: 'watched',
    time,
    until: time,
    eventName: 'CreateUser',
    category: 'persistence',
    count: 1,
    regions: ['us-east-1'],
    accountId: '111122223333',
    details: { user: 'support2' },
    caller: 'arn:aws:iam::111122223333:user/ci/deploy-bot',
    ...overrides,
  };
}

/** A login before the sweep; after it machines, a user with a key, and a trail that could not be stopped. */
export function attackChain(): WatchedLine[] {
  return [
    watchedLine({
      time: '2026-03-14T09:20:11Z',
      eventName: 'ConsoleLogin',
      category: 'login',
      details: { result: 'Success', mfa: 'No' },
    }),
    watchedLine({
      time: '2026-03-14T09:31:02Z',
      until: '2026-03-14T09:34:40Z',
      eventName: 'RunInstances',
      category: 'compute',
      count: 12,
      regions: ['ap-south-1', 'eu-west-1', 'us-east-1'],
      details: { type: 'p5.48xlarge', count: '8', instances: 'i-0abc1234def567890 and 11 more' },
    }),
    watchedLine({
      time: '2026-03-14T09:36:15Z',
      eventName: 'CreateAccessKey',
      details: { user: 'support2', key: 'AKIAI44QH8DHBEXAMPLE' },
    }),
    watchedLine({
      time: '2026-03-14T09:37:00Z',
      eventName: 'StopLogging',
      category: 'defence',
      errorCode: 'AccessDenied',
      details: { trail: 'management-events' },
    }),
  ];
}

/** The most lines that a timeline has, with one text in everything that a caller or an export can choose. */
export function hostileLines(long: string, count = 60): WatchedLine[] {
  // More than the core lets through, but a thousand texts of a megabyte would only test JSON.
  const text = long.slice(0, 300);
  const names = ['RunInstances', 'CreateAccessKey', 'ModifySnapshotAttribute', 'AssumeRole'];
  const categories = ['compute', 'persistence', 'exfiltration', 'roles'];
  return Array.from({ length: count }, (_, index) =>
    watchedLine({
      eventName: names[index % names.length] ?? '',
      category: categories[index % categories.length] ?? '',
      count: index + 1,
      regions: Array.from({ length: (index % 10) + 1 }, () => text),
      accountId: text,
      ...(index % 3 === 0 && { errorCode: text }),
      details: { user: text, key: text, snapshot: text, 'shared with': text, role: text },
      caller: text,
    }),
  );
}
