import { RISING_SEVERITY } from '../support/detection';
import type { Scenario } from './scenario';

/** Two regions and two calls make a sweep, unless given: what matters is how the calls arrive. */
const PAIR = { minRegions: 2, minCalls: 2 };

/** As many as arrive together. */
const MANY = 100;

export const SCENARIOS: readonly Scenario[] = [
  {
    name: 'a sweep that crosses at the tenth region',
    notifications: 1,
    thresholds: {},
    before: [{ calls: '0a 1b 2c 3d 4e 5f 6g 7h' }],
    // The last call arrives after the lease of the crossing call, but before its next retry.
    arrivals: [{ calls: '8i 9j' }, { after: 55, calls: '11l' }],
  },
  {
    name: 'a sweep in two groups',
    notifications: 1,
    groupSize: 6,
    thresholds: {},
    before: [],
    arrivals: [
      { every: 0, calls: '0a 1b 2c 3d 4e 5f 6g 7h 8i 9j' },
      { after: 60, calls: '11l' },
    ],
  },
  {
    name: 'a sweep over a window edge',
    notifications: 1,
    thresholds: { minRegions: 3, minCalls: 3 },
    before: [{ calls: '27a' }],
    arrivals: [{ calls: '29b 31c 33d' }],
  },
  {
    name: 'events that are delivered twice',
    notifications: 1,
    thresholds: PAIR,
    before: [{ calls: '0a' }],
    arrivals: [{ calls: '1b 1b' }, { after: 55, calls: '0a' }],
  },
  {
    name: 'two sweeps that a late call joins',
    notifications: 2,
    thresholds: PAIR,
    before: [{ calls: '20a 60c' }],
    arrivals: [{ calls: '21b 61d 45e' }],
  },
  {
    name: 'two sweeps that begin with one group',
    notifications: 2,
    groupSize: MANY,
    thresholds: { minRegions: 3, minCalls: 3 },
    before: [{ calls: '5a 5b 80c 80d' }],
    arrivals: [{ every: 0, calls: '30e 59f' }],
  },
  {
    name: 'a sweep under tumbling windows',
    notifications: 1,
    thresholds: { ...PAIR, windowing: 'tumbling' },
    before: [{ calls: '28a' }],
    arrivals: [{ calls: '29b 29c 30d' }],
  },
  {
    name: 'a bucket that runs full',
    notifications: 1,
    groupSize: MANY,
    thresholds: PAIR,
    maxTrackedCalls: 10,
    before: [{ calls: '0a 0a2 0a3 0a4 0a5 0a6 0a7' }],
    arrivals: [
      { every: 0, calls: '0a8 0a9 0a10 0a11' },
      { after: 10, every: 0, calls: '0a12 1b 0a13' },
      { after: 20, every: 0, calls: '1b2 2c' },
    ],
  },
  {
    name: 'a group with calls of several principals',
    notifications: 2,
    groupSize: MANY,
    thresholds: PAIR,
    before: [],
    arrivals: [
      { every: 0, user: 'alice', calls: '0a 1b' },
      { every: 0, user: 'bob', calls: '0a' },
      { every: 0, user: 'carol', rule: 'get-service-quota', calls: '0a 1b' },
    ],
  },
  {
    name: 'a sweep whose severity rises',
    notifications: 2,
    thresholds: PAIR,
    severity: RISING_SEVERITY,
    before: [{ calls: '0a' }],
    arrivals: [{ calls: '1b 2c! 3d' }],
  },
  {
    name: 'a sweep whose severity rises within a group and after it',
    notifications: 2,
    groupSize: MANY,
    thresholds: { ...PAIR, windowing: 'tumbling' },
    severity: RISING_SEVERITY,
    before: [{ calls: '0a' }],
    arrivals: [
      { every: 0, calls: '1b 2c' },
      { after: 10, every: 0, calls: '3d!' },
    ],
  },
  {
    name: 'a sweep that is repeated',
    notifications: 1,
    thresholds: PAIR,
    renotifyMinutes: 60,
    before: [{ calls: '0a' }],
    arrivals: [{ calls: '1b 90c 91d' }, { after: 55, calls: '200e 201f' }],
  },
  {
    name: 'a sweep that is repeated by a more severe one',
    notifications: 2,
    thresholds: { ...PAIR, windowing: 'tumbling' },
    severity: RISING_SEVERITY,
    renotifyMinutes: 60,
    before: [{ calls: '0a' }],
    arrivals: [{ calls: '1b 90c 91d!' }],
  },
  {
    name: 'a sweep that three groupings count',
    notifications: 1,
    thresholds: { ...PAIR, groupBy: ['arn', 'accessKey', 'role'] },
    renotifyMinutes: 60,
    before: [{ user: 's1', role: 'app', calls: '0a' }],
    arrivals: [{ user: 's1', role: 'app', calls: '1b' }],
  },
  {
    name: 'a sweep of a session, and one that only the role shows and that is more severe',
    notifications: 2,
    groupSize: MANY,
    thresholds: { ...PAIR, groupBy: ['arn', 'role'] },
    severity: RISING_SEVERITY,
    renotifyMinutes: 60,
    before: [{ user: 's1', role: 'app', calls: '0a' }],
    arrivals: [
      { user: 's1', role: 'app', calls: '1b' },
      { after: 20, user: 's2', role: 'app', calls: '100c!' },
      { after: 21, user: 's3', role: 'app', calls: '101d!' },
    ],
  },
];

/** What only the trail can do: it brings many files at once. */
export const TRAIL_SCENARIOS: readonly Scenario[] = [
  {
    name: 'a sweep over the files of one batch, of which EventBridge brought some calls',
    notifications: 1,
    groupSize: 3,
    thresholds: { minRegions: 4, minCalls: 4 },
    before: [{ calls: '0a 1b' }],
    arrivals: [{ every: 0, calls: '0a 1b 2c 3d 4e 5f 6g 7h' }],
  },
  {
    name: 'a sweep over more files than fit into a batch',
    notifications: 1,
    thresholds: {},
    before: [],
    arrivals: [{ every: 0, calls: '0a 1b 2c 3d 4e 5f 6g 7h 8i 9j 10k 11l' }],
  },
];
