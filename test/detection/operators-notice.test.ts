import { isDone, noticeOfEvent } from '../../src/detection/operators-notice';
import { CALL_DETAIL_TYPE } from '../../src/detection/rules/event-types';

const PLACE = {
  id: 'event-1',
  account: '444455556666',
  region: 'eu-west-1',
  time: '2026-03-17T12:00:00Z',
};

const USER = 'arn:aws:iam::444455556666:user/intruder';

/** The notice for a call that EventBridge delivers with this record. */
function noticeOfCall(detail: object) {
  return noticeOfEvent({ ...PLACE, 'detail-type': CALL_DETAIL_TYPE, detail });
}

describe('noticeOfEvent', () => {
  it('describes a call with its caller, source IP, target and error', () => {
    const notice = noticeOfCall({
      eventName: 'PutRule',
      userIdentity: { type: 'IAMUser', arn: USER },
      sourceIPAddress: '198.51.100.7',
      requestParameters: { name: 'RegionSweep-Calls', eventBusName: 'default' },
      errorCode: 'AccessDenied',
    });

    expect(notice).toEqual({
      kind: 'tampering',
      ...PLACE,
      eventName: 'PutRule',
      caller: USER,
      sourceIp: '198.51.100.7',
      target: 'RegionSweep-Calls',
      bus: 'default',
      errorCode: 'AccessDenied',
    });
  });

  it('leaves out what the record lacks', () => {
    expect(noticeOfCall({})).toEqual({
      kind: 'tampering',
      ...PLACE,
      eventName: 'unknown',
      caller: 'unknown',
    });
  });

  it.each([
    ['its ARN', { arn: USER, invokedBy: 'cloudtrail.amazonaws.com', type: 'IAMUser' }, USER],
    [
      'the service that made the call',
      { invokedBy: 'config.amazonaws.com', type: 'AWSService' },
      'config.amazonaws.com',
    ],
    ['its type', { type: 'Root' }, 'Root'],
  ])('names the caller by %s', (_what, userIdentity, caller) => {
    expect(noticeOfCall({ userIdentity })).toMatchObject({ caller });
  });

  it.each([
    ['a rule whose targets change', { rule: 'r', name: 'n' }, 'r'],
    ['a rule or a trail', { name: 'n', trailName: 't' }, 'n'],
    ['a trail in event selectors', { trailName: 't' }, 't'],
  ])('takes the target from the parameter that names %s', (_what, requestParameters, target) => {
    expect(noticeOfCall({ requestParameters })).toMatchObject({ target });
  });

  it('bounds texts, and takes those without a printable character for absent', () => {
    const notice = noticeOfCall({
      eventName: 'x'.repeat(1000),
      sourceIPAddress: '\u0000\u202e',
      requestParameters: { name: 'x'.repeat(1000) },
    });

    expect(notice).not.toHaveProperty('sourceIp');
    expect(notice).toMatchObject({
      eventName: expect.stringMatching(/^x{1,64}…?$/),
      target: expect.stringMatching(/^x{1,256}…?$/),
    });
  });

  it('takes every other event for the alarm of a forwarder', () => {
    const notice = noticeOfEvent({ ...PLACE, 'detail-type': 'CloudWatch Alarm State Change' });

    expect(notice).toEqual({ kind: 'forwarder-alarm', ...PLACE });
    expect(noticeOfEvent({})).toEqual({
      kind: 'forwarder-alarm',
      id: '',
      account: 'unknown',
      region: 'unknown',
      time: '',
    });
  });
});

describe('isDone', () => {
  it.each([
    ['a call that succeeded', noticeOfCall({ eventName: 'StopLogging' }), true],
    ['a call that failed', noticeOfCall({ errorCode: 'AccessDenied' }), false],
    ['the alarm of a forwarder', noticeOfEvent(PLACE), false],
  ])('of %s is %s', (_what, notice, expected) => {
    expect(isDone(notice)).toBe(expected);
  });
});
