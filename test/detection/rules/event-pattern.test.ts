import { eventPatternOf } from '../../../src/detection/rules/event-pattern';
import { RULES, ruleById } from '../../../src/detection/rules/rule-catalog';

/** `Amazon EventBridge` accepts no longer ones. */
const MAX_PATTERN_CHARACTERS = 2048;

describe('eventPatternOf', () => {
  it('spells out the pattern for describe-instances', () => {
    expect(eventPatternOf(ruleById('describe-instances').match)).toStrictEqual({
      source: ['aws.ec2'],
      'detail-type': ['AWS API Call via CloudTrail'],
      detail: {
        eventSource: ['ec2.amazonaws.com'],
        eventName: ['DescribeInstances'],
        $or: [{ eventType: ['AwsApiCall'] }, { eventType: [{ exists: false }] }],
      },
    });
  });

  it('spells out the pattern for get-service-quota', () => {
    expect(eventPatternOf(ruleById('get-service-quota').match)).toStrictEqual({
      source: ['aws.servicequotas'],
      'detail-type': ['AWS API Call via CloudTrail'],
      detail: {
        eventSource: ['servicequotas.amazonaws.com'],
        eventName: ['GetServiceQuota'],
        requestParameters: { serviceCode: ['ec2'], quotaCode: ['L-1216C47A'] },
        $or: [{ eventType: ['AwsApiCall'] }, { eventType: [{ exists: false }] }],
      },
    });
  });

  it('asks for no parameters where a rule lists none', () => {
    const match = {
      source: 'aws.x',
      eventSource: 'x.amazonaws.com',
      eventName: 'DoX',
      requestParameters: {},
    } as const;

    expect(eventPatternOf(match).detail).not.toHaveProperty('requestParameters');
  });

  it.each(RULES)('stays within what EventBridge accepts for $id', ({ match }) => {
    expect(JSON.stringify(eventPatternOf(match)).length).toBeLessThanOrEqual(
      MAX_PATTERN_CHARACTERS,
    );
  });
});
