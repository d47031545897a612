import { OWN_KEYS } from '../../../src/config/structured-keys';
import { eventPatternOf } from '../../../src/detection/rules/event-pattern';
import { matchUnder, RULES, ruleById } from '../../../src/detection/rules/rule-catalog';

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
        eventName: ['GetServiceQuota', 'GetAWSDefaultServiceQuota'],
        $or: [
          {
            requestParameters: {
              serviceCode: ['ec2'],
              quotaCode: ['L-1216C47A', 'L-DB2E81BA', 'L-417A185B'],
            },
            $or: [{ eventType: ['AwsApiCall'] }, { eventType: [{ exists: false }] }],
          },
          {
            errorCode: [{ prefix: 'AccessDenied' }],
            requestParameters: { serviceCode: [{ exists: false }], quotaCode: [{ exists: false }] },
            $or: [{ eventType: ['AwsApiCall'] }, { eventType: [{ exists: false }] }],
          },
        ],
      },
    });
  });

  it('follows the settings of get-service-quota', () => {
    const settings = { quotas: ['L-34B43A08'], awsDefaultQuota: false };
    const { detail } = eventPatternOf(matchUnder(ruleById('get-service-quota'), settings));

    expect(detail).toMatchObject({
      eventName: ['GetServiceQuota'],
      $or: [{ requestParameters: { serviceCode: ['ec2'], quotaCode: ['L-34B43A08'] } }, {}],
    });
  });

  it('asks for no parameters where a rule lists none', () => {
    const match = {
      source: 'aws.x',
      eventSource: 'x.amazonaws.com',
      eventNames: ['DoX'],
      requestParameters: {},
    } as const;

    expect(eventPatternOf(match).detail).toEqual({
      eventSource: ['x.amazonaws.com'],
      eventName: ['DoX'],
      $or: [{ eventType: ['AwsApiCall'] }, { eventType: [{ exists: false }] }],
    });
  });

  it.each(RULES)('stays within what EventBridge accepts for $id', ({ match }) => {
    expect(JSON.stringify(eventPatternOf(match)).length).toBeLessThanOrEqual(
      MAX_PATTERN_CHARACTERS,
    );
  });

  it('stays within what EventBridge accepts with the longest list of quotas', () => {
    const row = OWN_KEYS['get-service-quota']?.quotas;
    const max = row?.kind === 'list' ? (row.max ?? 0) : 0;
    expect(max).toBeGreaterThan(10);
    const quotas = Array.from({ length: max }, () => 'L-1216C47A');
    const pattern = eventPatternOf(matchUnder(ruleById('get-service-quota'), { quotas }));

    expect(JSON.stringify(pattern).length).toBeLessThanOrEqual(MAX_PATTERN_CHARACTERS);
  });
});
