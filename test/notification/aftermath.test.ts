import { aftermathOf, namesInWords } from '../../src/notification/aftermath';
import { renderHeadline } from '../../src/notification/headline';
import { renderLead } from '../../src/notification/summary';
import { findingOf, IAM_USER, longTermKeySweep } from '../support/findings';
import { chainOf, followingChain, minerChain } from '../support/incident-chains';
import { incidentOf } from '../support/incidents';
import { closed, escalated, opened } from '../support/notifications';
import { attackChain } from '../support/watched-lines';

const BY_USER = { userIdentity: IAM_USER };
const DENIED = { ...BY_USER, errorCode: 'AccessDenied' };

describe('aftermathOf', () => {
  it('names the calls that succeeded and count, those that add most first', () => {
    expect(aftermathOf(minerChain())?.names).toEqual([
      'RunInstances',
      'ModifySnapshotAttribute',
      'CreateUser',
      'CreateAccessKey',
    ]);
  });

  it.each([
    ['a sweep alone', incidentOf(longTermKeySweep())],
    ['calls that add nothing', incidentOf(longTermKeySweep(), { watched: attackChain() })],
    [
      'a call before the sweep',
      chainOf(longTermKeySweep(), [['login.ConsoleLogin', '09:20:00', BY_USER]]),
    ],
    [
      'a call that failed',
      chainOf(longTermKeySweep(), [['persistence.CreateUser', '09:40:00', DENIED]]),
    ],
  ])('finds nothing after %s', (_, incident) => {
    expect(aftermathOf(incident)).toBeUndefined();
  });

  it('takes a call that failed where watched calls alone opened the incident', () => {
    const incident = chainOf(longTermKeySweep(), [['persistence.CreateUser', '12:30:00', DENIED]], {
      state: { follows: 'incident' },
      sweepCount: 0,
    });

    expect(renderLead(opened(incident))).toContain(
      'failed to call CreateUser at 2026-03-14 12:30:00 UTC, 3 h after a sweep (DescribeInstances',
    );
    expect(renderHeadline(opened(incident))).toContain(', failed CreateUser 3 h after a sweep');
  });

  it('names four calls at most', () => {
    const after = { isFailed: false, time: '', gap: '' };

    expect(namesInWords({ ...after, names: ['A'] })).toBe('A');
    expect(namesInWords({ ...after, names: ['A', 'B', 'C', 'D'] })).toBe('A, B, C and D');
    expect(namesInWords({ ...after, names: ['A', 'B', 'C', 'D', 'E'] })).toBe(
      'A, B, C, D and others',
    );
  });
});

describe('renderHeadline of what followed a sweep', () => {
  it('names the call that adds most, and the sweep where there is room', () => {
    expect(renderHeadline(opened(minerChain()))).toBe(
      'CRITICAL: user/ci/deploy-bot @111122223333, RunInstances after a sweep of 17 regions',
    );
    expect(renderHeadline(escalated(minerChain()))).toBe(
      'ESCALATED TO CRITICAL: user/ci/deploy-bot @111122223333, RunInstances after a sweep',
    );
  });

  it('claims no new sweep where watched calls alone opened the incident', () => {
    expect(renderHeadline(opened(followingChain()))).toBe(
      'CRITICAL: user/ci/deploy-bot @111122223333, CreateAccessKey 3 h after a sweep',
    );
    expect(renderLead(closed(followingChain()))).toBe(
      'The incident is over. user/ci/deploy-bot @111122223333 called CreateAccessKey at 2026-03-14 12:30:00 UTC, 3 h after a sweep (DescribeInstances in 17 of 34 regions within 33 s).',
    );
  });

  it('describes the sweep where the name of the call leaves no room for the caller', () => {
    const arn = `arn:aws:iam::111122223333:user/${'u'.repeat(40)}`;
    const name = 'defence.DeleteModelInvocationLoggingConfiguration';
    const chain = chainOf(findingOf({ userIdentity: { ...IAM_USER, arn } }), [
      [name, '09:40:00', BY_USER],
    ]);

    expect(renderHeadline(opened(chain))).toMatch(/u\.\.u+ @111122223333, DescribeInstances in 17/);
  });
});
