import { SEES_READ_ONLY_EVENTS } from '../../../src/detection/rules/event-types';
import {
  changesRule,
  forwardedTamperingPattern,
  TAMPERING_CALLS,
  TAMPERING_SOURCES,
  tamperingPattern,
} from '../../../src/detection/rules/tampering';

const OURS = { prefix: 'RegionSweep-' };

describe('tamperingPattern', () => {
  it('spells out the calls that would blind RegionSweep, except those of a deployment', () => {
    expect(tamperingPattern([OURS])).toEqual({
      source: ['aws.cloudtrail', 'aws.events'],
      'detail-type': ['AWS API Call via CloudTrail'],
      detail: {
        sourceIPAddress: [{ 'anything-but': ['cloudformation.amazonaws.com'] }],
        $or: [
          {
            eventSource: ['cloudtrail.amazonaws.com'],
            eventName: ['StopLogging', 'DeleteTrail', 'UpdateTrail', 'PutEventSelectors'],
          },
          {
            eventName: ['DisableRule', 'DeleteRule', 'PutRule'],
            requestParameters: { name: [OURS] },
          },
          { eventName: ['RemoveTargets', 'PutTargets'], requestParameters: { rule: [OURS] } },
          {
            eventName: ['DisableRule', 'DeleteRule', 'RemoveTargets'],
            errorCode: [{ prefix: 'AccessDenied' }],
            requestParameters: { name: [{ exists: false }], rule: [{ exists: false }] },
          },
        ],
      },
    });
  });

  it('selects no call that the hub then ignores', () => {
    const { detail, source } = tamperingPattern([OURS]);
    const alternatives = detail['$or'] as { eventName: string[] }[];

    expect(source).toEqual(TAMPERING_SOURCES);
    expect(forwardedTamperingPattern()).toEqual({
      source: TAMPERING_SOURCES,
      'detail-type': ['AWS API Call via CloudTrail'],
      detail: { eventName: TAMPERING_CALLS },
    });
    expect(TAMPERING_CALLS).toEqual(
      expect.arrayContaining(alternatives.flatMap(({ eventName }) => eventName)),
    );
  });
});

describe('changesRule', () => {
  it('separates the calls that change a rule from those that change a trail', () => {
    expect(TAMPERING_CALLS.filter(changesRule)).toEqual([
      'DisableRule',
      'DeleteRule',
      'PutRule',
      'RemoveTargets',
      'PutTargets',
    ]);
  });
});

describe('the state of a rule that receives read-only events', () => {
  it('has the name that EventBridge gives it', () => {
    expect(SEES_READ_ONLY_EVENTS).toBe('ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS');
  });
});
