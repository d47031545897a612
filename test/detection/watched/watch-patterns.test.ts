import { WATCH_CATEGORIES, watchedCategories } from '../../../src/detection/watched/watch-catalog';
import { forwardedWatchRules, watchRules } from '../../../src/detection/watched/watch-patterns';

/** `Amazon EventBridge` accepts no longer ones. */
const MAX_PATTERN_CHARACTERS = 2048;

const RULES = watchRules(WATCH_CATEGORIES);

function sourcesOf(rules: typeof RULES) {
  return rules.find(({ id }) => id === 'defence')?.pattern.source;
}

function patternOf(id: string) {
  return RULES.find((rule) => rule.id === id)?.pattern;
}

describe('watchRules', () => {
  it('makes a rule for each category, and further ones for reads and sign-ins', () => {
    expect(RULES.map(({ id, seesReadOnlyEvents }) => [id, seesReadOnlyEvents])).toEqual([
      ['leak', false],
      ['login-sign-in', false],
      ['login', false],
      ['roles-read-only', true],
      ['compute', false],
      ['persistence', false],
      ['exfiltration', false],
      ['access', false],
      ['access-read-only', true],
      ['reach', false],
      ['defence', false],
      ['models', false],
      ['mail', false],
      ['model-calls-read-only', true],
      ['reads-read-only', true],
    ]);
  });

  it.each(RULES)('keeps the pattern of $id within what EventBridge accepts', ({ pattern }) => {
    expect(JSON.stringify(pattern).length).toBeLessThanOrEqual(MAX_PATTERN_CHARACTERS);
  });

  it('spells out the pattern of a category with several services', () => {
    expect(patternOf('access')).toEqual({
      source: ['aws.ssm', 'aws.ec2-instance-connect', 'aws.ec2', 'aws.rds'],
      'detail-type': ['AWS API Call via CloudTrail'],
      detail: {
        eventType: ['AwsApiCall'],
        sourceIPAddress: [{ 'anything-but': { suffix: '.amazonaws.com' } }],
        $or: [
          { eventSource: ['ssm.amazonaws.com'], eventName: ['StartSession', 'SendCommand'] },
          {
            eventSource: ['ec2-instance-connect.amazonaws.com'],
            eventName: ['SendSSHPublicKey', 'SendSerialConsoleSSHPublicKey'],
          },
          { eventSource: ['ec2.amazonaws.com'], eventName: ['ModifyInstanceAttribute'] },
          { eventSource: ['rds.amazonaws.com'], eventName: ['ModifyDBInstance'] },
        ],
      },
    });
  });

  it('spells out the pattern of a category with conditions', () => {
    expect(patternOf('leak')).toEqual({
      source: ['aws.iam'],
      'detail-type': ['AWS API Call via CloudTrail'],
      detail: {
        eventType: ['AwsApiCall'],
        eventSource: ['iam.amazonaws.com'],
        eventName: ['AttachUserPolicy', 'DetachUserPolicy'],
        requestParameters: {
          policyArn: [{ prefix: 'arn:aws:iam::aws:policy/AWSCompromisedKeyQuarantine' }],
        },
      },
    });
  });

  it('matches sign-ins by their own types', () => {
    expect(patternOf('login-sign-in')).toMatchObject({
      source: ['aws.signin'],
      'detail-type': ['AWS Console Sign In via CloudTrail', 'AWS Console Signin via CloudTrail'],
      detail: { eventType: ['AwsConsoleSignIn'] },
    });
  });

  it('makes none where nothing is watched', () => {
    expect(watchRules(watchedCategories('none'))).toEqual([]);
  });
});

describe('forwardedWatchRules', () => {
  it('differs only in calls that the rule for tampering forwards', () => {
    const forwarded = forwardedWatchRules(WATCH_CATEGORIES);

    expect(forwarded.map(({ id }) => id)).toEqual(RULES.map(({ id }) => id));
    expect(
      forwarded.filter((rule, index) => JSON.stringify(rule) !== JSON.stringify(RULES[index])),
    ).toEqual([expect.objectContaining({ id: 'defence' })]);
    expect(sourcesOf(forwarded)).toEqual([
      'aws.ec2',
      'aws.s3',
      'aws.guardduty',
      'aws.organizations',
      'aws.bedrock',
    ]);
    expect(sourcesOf(RULES)).toContain('aws.cloudtrail');
  });
});
