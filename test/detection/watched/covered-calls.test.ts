import type { AllowlistNote, Finding } from '../../../src/detection/finding';
import { isCoveredCall } from '../../../src/detection/watched/calls-of-incident';
import type { KeptWatch } from '../../../src/detection/watched/watched-call';
import { longTermKeySweep } from '../../support/findings';
import { watchOf } from '../../support/watched-records';

const NOTE: AllowlistNote = {
  entryId: 'launcher',
  owner: 'Platform',
  ticket: 'SEC-1',
  expires: '2026-09-01',
  watchedCalls: ['RunInstances', 'AttachUserPolicy'],
};

const [SOURCE_IP = ''] = longTermKeySweep().evidence.sourceIps;

/** A sweep with a note; `undefined` for none. */
function sweepWith(allowlist: AllowlistNote | undefined): Finding {
  return { ...longTermKeySweep(), ...(allowlist && { allowlist }) };
}

function callOf(watchId: string, sourceIp: string | undefined = SOURCE_IP): KeptWatch {
  const { watch, category } = watchOf(watchId);
  return {
    eventId: 'one',
    second: 0,
    watchId,
    eventName: watch.call,
    category: category.id,
    region: 'us-east-1',
    details: {},
    caller: { type: 'IAMUser', ...(sourceIp !== undefined && { sourceIp }) },
  };
}

const launch = callOf('compute.RunInstances');
const covered = sweepWith(NOTE);

describe('isCoveredCall', () => {
  it.each<[string, KeptWatch, Finding[], boolean]>([
    ['a call that the entry of the sweep names', launch, [covered], true],
    ['a call that no entry names', callOf('compute.CreateStack'), [covered], false],
    [
      'a call from another source IP',
      callOf('compute.RunInstances', '192.0.2.9'),
      [covered],
      false,
    ],
    ['a sweep without an entry', launch, [sweepWith(undefined)], false],
    [
      'a sweep that exceeds a ceiling',
      launch,
      [
        sweepWith({
          ...NOTE,
          brokenCeilings: [{ ceiling: 'calls', allowed: 'at most 1', seen: '2' }],
        }),
      ],
      false,
    ],
    ['several sweeps, one of them not covered', launch, [covered, sweepWith(undefined)], false],
    [
      'several sweeps, one of them by an entry that does not name the call',
      launch,
      [covered, sweepWith({ ...NOTE, watchedCalls: ['CreateStack'] })],
      false,
    ],
    ['several sweeps, all by such entries', launch, [covered, covered], true],
    [
      'a policy that the tool attaches to a user',
      callOf('persistence.AttachUserPolicy'),
      [covered],
      true,
    ],
    ['a quarantine by AWS', callOf('leak.AttachUserPolicy'), [covered], false],
  ])('%s', (_case, call, findings, isIt) => {
    expect(isCoveredCall(call, findings)).toBe(isIt);
  });

  it('is never true of a call whose source IP is unknown', () => {
    const { sourceIp: _sourceIp, ...caller } = launch.caller;

    expect(isCoveredCall({ ...launch, caller }, [covered])).toBe(false);
  });
});
