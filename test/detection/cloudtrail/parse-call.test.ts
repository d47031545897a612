import { sha256Digest } from '../../../src/adapters/sha256-digest';
import { parseCall } from '../../../src/detection/cloudtrail/parse-call';
import {
  IGNORE_REASONS,
  type IgnoreReason,
  REJECT_REASONS,
  type RecordOutcome,
  type RejectReason,
} from '../../../src/detection/cloudtrail/record-outcome';
import type { Envelope, Unwrapped } from '../../../src/detection/cloudtrail/unwrap';
import type { JsonObject } from '../../../src/detection/json';
import type { Call } from '../../../src/detection/model';
import type { OwnSettings } from '../../../src/detection/rules/rule';
import { DEFAULT_SETTINGS, settingsOf } from '../../support/calls';
import { recordOf } from '../../support/records';

const OPTIONS = { settings: settingsOf(), digest: sha256Digest };
const ENVELOPE: Envelope = {
  account: '111122223333',
  source: 'aws.ec2',
  detailType: 'AWS API Call via CloudTrail',
};

function describeInstances(overrides: JsonObject = {}, envelope?: Envelope): RecordOutcome {
  const record = recordOf('describe-instances', overrides);
  return parseCall(
    envelope === undefined ? { kind: 'record', record } : { kind: 'record', record, envelope },
    OPTIONS,
  );
}

function getServiceQuota(
  requestParameters: unknown,
  overrides: JsonObject = {},
  settings: OwnSettings = {},
): RecordOutcome {
  const record = recordOf('get-service-quota', { requestParameters, ...overrides });
  return parseCall({ kind: 'record', record }, { ...OPTIONS, settings: settingsOf(settings) });
}

const ignored = (reason: IgnoreReason): RecordOutcome => ({ kind: 'ignored', reason });
const rejected = (reason: RejectReason): RecordOutcome => ({ kind: 'rejected', reason });
const aCall = (expected: Partial<Call> = {}) => ({
  kind: 'call',
  call: expect.objectContaining(expected),
});

describe('parseCall', () => {
  it('reads a call', () => {
    expect(describeInstances()).toStrictEqual({
      kind: 'call',
      call: {
        ruleId: 'describe-instances',
        principal: { kind: 'arn', key: 'arn:arn:aws:iam::111122223333:user/alice' },
        eventId: '00000000-0000-4000-8000-000000000001',
        second: Date.UTC(2026, 2, 1, 12) / 1000,
        region: 'us-east-1',
        caller: {
          type: 'IAMUser',
          arn: 'arn:aws:iam::111122223333:user/alice',
          accountId: '111122223333',
          recipientAccountId: '111122223333',
          accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
          sourceIp: '198.51.100.7',
          userAgent: 'aws-cli/2.15.0',
        },
      },
    });
  });

  it.each<[string, JsonObject, Partial<Call>]>([
    [
      'denied',
      { errorCode: 'Client.UnauthorizedOperation' },
      { caller: expect.objectContaining({ errorCode: 'Client.UnauthorizedOperation' }) },
    ],
    ['by no known agent', { userAgent: undefined }, {}],
    ['from a service', { sourceIPAddress: 'ec2.amazonaws.com' }, {}],
    [
      'without an identity',
      { userIdentity: undefined },
      {
        principal: {
          kind: 'unattributed',
          key: 'unattributed:111122223333/198.51.100.7/aws-cli/2.15.0',
        },
      },
    ],
    ['without parameters', { requestParameters: null }, {}],
    ['in a region that is new', { awsRegion: 'mars-north-1' }, { region: 'mars-north-1' }],
    ['in no region of this world', { awsRegion: '-' }, { region: '-' }],
    [
      'with a time of another format',
      { eventTime: '2026-03-01 12:00:05.000' },
      { second: Date.UTC(2026, 2, 1, 12, 0, 5) / 1000 },
    ],
    ['with an id that is no UUID', { eventID: 'x1' }, { eventId: 'x1' }],
    ['with members that nobody knows', { additionalEventData: { x: [1] } }, {}],
  ])('reads a call %s', (_case, overrides, expected) => {
    expect(describeInstances(overrides)).toEqual(aCall(expected));
  });

  it('counts a call under its role when calls are grouped by role', () => {
    const record = recordOf('describe-instances', {
      userIdentity: { arn: 'session', sessionContext: { sessionIssuer: { arn: 'role' } } },
    });

    const outcome = parseCall(
      { kind: 'record', record },
      { ...OPTIONS, settings: settingsOf({ groupBy: 'role' }) },
    );

    expect(outcome).toEqual(aCall({ principal: { kind: 'role', key: 'role:role' } }));
  });

  it('counts a call under its other principals too when calls are grouped in several ways', () => {
    const record = recordOf('describe-instances', {
      userIdentity: { arn: 'session', sessionContext: { sessionIssuer: { arn: 'role' } } },
    });

    const outcome = parseCall(
      { kind: 'record', record },
      { ...OPTIONS, settings: settingsOf({ groupBy: ['arn', 'role'] }) },
    );

    expect(outcome).toEqual(
      aCall({
        principal: { kind: 'arn', key: 'arn:session' },
        otherPrincipals: [{ kind: 'role', key: 'role:role' }],
      }),
    );
  });

  it.each<[string, JsonObject, Partial<Call>]>([
    [
      'region',
      { awsRegion: 'x'.repeat(25) },
      { region: expect.stringMatching(/^x{7}~[0-9a-f]{16}$/) },
    ],
    [
      'event id',
      { eventID: 'x'.repeat(36) },
      { eventId: expect.stringMatching(/^x{3}~[0-9a-f]{16}$/) },
    ],
    ['region to the byte', { awsRegion: 'x'.repeat(24) }, { region: 'x'.repeat(24) }],
    ['event id to the byte', { eventID: 'x'.repeat(20) }, { eventId: 'x'.repeat(20) }],
  ])('bounds a long %s', (_case, overrides, expected) => {
    expect(describeInstances(overrides)).toEqual(aCall(expected));
  });

  it.each<[string, unknown]>([
    ['in either order', { quotaCode: 'L-1216C47A', serviceCode: 'ec2' }],
    ['with a context id', { contextId: '*', serviceCode: 'ec2', quotaCode: 'L-1216C47A' }],
    ['in lists', { serviceCode: ['ec2'], quotaCode: ['L-34B43A08', 'L-1216C47A'] }],
    ['in a list', [{ serviceCode: 'ec2', quotaCode: 'L-1216C47A' }]],
    ['with further keys', { serviceCode: 'ec2', x: { y: 1 }, quotaCode: 'L-1216C47A' }],
  ])('reads a call for the vCPU quota %s', (_case, requestParameters) => {
    expect(getServiceQuota(requestParameters)).toEqual(aCall({ ruleId: 'get-service-quota' }));
  });

  it.each<[string, unknown]>([
    ['another quota', { serviceCode: 'ec2', quotaCode: 'L-34B43A08' }],
    ['the same code of another service', { serviceCode: 'vpc', quotaCode: 'L-1216C47A' }],
    ['a code in small letters', { serviceCode: 'ec2', quotaCode: 'l-1216c47a' }],
    ['a service alone', { serviceCode: 'ec2' }],
    ['a quota alone', { quotaCode: 'L-1216C47A' }],
    ['lists of other quotas', { serviceCode: ['ec2'], quotaCode: ['L-34B43A08'] }],
    ['inherited codes', Object.create({ serviceCode: 'ec2', quotaCode: 'L-1216C47A' })],
    ['null', null],
    ['nothing', undefined],
    ['a text', '{"serviceCode":"ec2","quotaCode":"L-1216C47A"}'],
    ['spread over a list', [{ serviceCode: 'ec2' }, { quotaCode: 'L-1216C47A' }]],
  ])('ignores a call for a quota when its parameters are %s', (_case, requestParameters) => {
    expect(getServiceQuota(requestParameters)).toEqual(ignored('other-event'));
  });

  it.each<[string, unknown]>([
    ['null', null],
    ['nothing', undefined],
    ['an empty object', {}],
  ])('marks a denied call for a quota whose parameters are %s', (_case, requestParameters) => {
    expect(getServiceQuota(requestParameters, { errorCode: 'AccessDenied' })).toEqual(
      aCall({
        ruleId: 'get-service-quota',
        caller: expect.objectContaining({ errorCode: 'AccessDenied', unknownParameters: 'true' }),
      }),
    );
  });

  it('marks no denied call that names its quota', () => {
    const parameters = { serviceCode: 'ec2', quotaCode: 'L-1216C47A' };

    expect(getServiceQuota(parameters, { errorCode: 'AccessDenied' })).toEqual(
      aCall({ caller: expect.not.objectContaining({ unknownParameters: expect.anything() }) }),
    );
  });

  it('names a call that is not the first of its rule', () => {
    const parameters = { serviceCode: 'ec2', quotaCode: 'L-1216C47A' };
    const fallback = { eventName: 'GetAWSDefaultServiceQuota' };

    expect(getServiceQuota(parameters, fallback)).toEqual(
      aCall({ caller: expect.objectContaining(fallback) }),
    );
    expect(getServiceQuota(parameters)).toEqual(
      aCall({ caller: expect.not.objectContaining({ eventName: expect.anything() }) }),
    );
    expect(getServiceQuota(parameters, fallback, { awsDefaultQuota: false })).toEqual(
      ignored('other-event'),
    );
  });

  it('goes by the quotas of the settings', () => {
    const quotas = ['L-34B43A08'];

    expect(
      getServiceQuota({ serviceCode: 'ec2', quotaCode: 'L-34B43A08' }, {}, { quotas }),
    ).toEqual(aCall({ ruleId: 'get-service-quota' }));
    expect(
      getServiceQuota({ serviceCode: 'ec2', quotaCode: 'L-1216C47A' }, {}, { quotas }),
    ).toEqual(ignored('other-event'));
  });

  it.each<[string, JsonObject]>([
    ['another action', { eventName: 'DescribeVpcs' }],
    ['the action in other letters', { eventName: 'describeinstances' }],
    ['an action that begins alike', { eventName: 'DescribeInstancesX' }],
    ['the action of another service', { eventSource: 'autoscaling.amazonaws.com' }],
    ['the action of another rule', { eventName: 'GetServiceQuota' }],
  ])('ignores %s', (_case, overrides) => {
    expect(describeInstances(overrides)).toEqual(ignored('other-event'));
  });

  it.each<[unknown, RecordOutcome | ReturnType<typeof aCall>]>([
    ['AwsApiCall', aCall()],
    [undefined, aCall()],
    [null, ignored('other-event-type')],
    ['AwsVpceEvent', ignored('other-event-type')],
    ['AwsServiceEvent', ignored('other-event-type')],
    ['awsapicall', ignored('other-event-type')],
    ['', ignored('other-event-type')],
    [['AwsApiCall'], aCall()],
    [[], aCall()],
    [['AwsVpceEvent'], ignored('other-event-type')],
  ])('reads or ignores the event type %j', (eventType, expected) => {
    expect(describeInstances({ eventType })).toEqual(expected);
  });

  it('ignores the calls of a rule that is switched off, not those of another', () => {
    const settings = {
      ...settingsOf(),
      'describe-instances': { ...DEFAULT_SETTINGS, enabled: false },
    };
    const outcomeOf = (template: 'describe-instances' | 'get-service-quota') =>
      parseCall({ kind: 'record', record: recordOf(template) }, { ...OPTIONS, settings });

    expect(outcomeOf('describe-instances')).toEqual(ignored('rule-disabled'));
    expect(outcomeOf('get-service-quota')).toEqual(aCall({ ruleId: 'get-service-quota' }));
  });

  it.each<[string, Partial<Envelope>, JsonObject, RecordOutcome | ReturnType<typeof aCall>]>([
    ['of the service and the account', {}, {}, aCall()],
    ['of another service', { source: 'aws.servicequotas' }, {}, ignored('source-mismatch')],
    ['that anybody can send', { source: 'ec2.amazonaws.com' }, {}, ignored('source-mismatch')],
    [
      'of another type',
      { detailType: 'AWS Service Event via CloudTrail' },
      {},
      ignored('other-event'),
    ],
    ['without a type', { detailType: undefined }, {}, ignored('other-event')],
    ['without a source', { source: undefined }, {}, ignored('source-mismatch')],
    ['of another account', { account: '999900001111' }, {}, ignored('account-mismatch')],
    ['whose account is no text', { account: 111122223333 }, {}, ignored('account-mismatch')],
    ['without an account', { account: undefined }, {}, aCall()],
    ['with an empty account', { account: '' }, {}, aCall()],
    ['around a record without a recipient', {}, { recipientAccountId: undefined }, aCall()],
    ['around a record with null for a recipient', {}, { recipientAccountId: null }, aCall()],
    ['around a record with an empty recipient', {}, { recipientAccountId: '' }, aCall()],
  ])('reads or ignores a record in an envelope %s', (_case, envelope, overrides, expected) => {
    expect(describeInstances(overrides, { ...ENVELOPE, ...envelope })).toEqual(expected);
  });

  it.each<[RejectReason, JsonObject]>([
    ['missing-event-time', { eventTime: undefined }],
    ['missing-event-time', { eventTime: null }],
    ['missing-event-time', { eventTime: '' }],
    ['unreadable-event-time', { eventTime: '...' }],
    ['unreadable-event-time', { eventTime: 1772366400 }],
    ['unreadable-event-time', { eventTime: '2026-02-30T00:00:00Z' }],
    ['missing-region', { awsRegion: undefined }],
    ['missing-region', { awsRegion: null }],
    ['missing-region', { awsRegion: '' }],
    ['unreadable-region', { awsRegion: 7 }],
    ['unreadable-region', { awsRegion: ['us-east-1'] }],
    ['missing-event-id', { eventID: undefined }],
    ['missing-event-id', { eventID: null }],
    ['missing-event-id', { eventID: '' }],
    ['unreadable-event-id', { eventID: { x: 1 } }],
    ['unattributed', { userIdentity: null, sourceIPAddress: undefined }],
    ['unattributed', { userIdentity: {}, sourceIPAddress: 'AWS Internal' }],
    ['not-a-record', { eventSource: undefined }],
    ['not-a-record', { eventName: undefined }],
    ['not-a-record', { eventSource: '' }],
    ['not-a-record', { eventName: 7 }],
  ])('rejects as %s a record with %j', (reason, overrides) => {
    expect(describeInstances(overrides)).toEqual(rejected(reason));
  });

  it.each([
    ['null', null],
    ['a text', 'x'],
    ['a number', 7],
    ['a list', []],
    ['nothing', undefined],
    ['an empty object', {}],
  ])('rejects %s for a record', (_case, record) => {
    expect(parseCall({ kind: 'record', record }, OPTIONS)).toEqual(rejected('not-a-record'));
  });

  it.each<[Unwrapped, RecordOutcome]>([
    [{ kind: 'digest' }, ignored('digest-file')],
    [{ kind: 'insight' }, ignored('insight')],
    [{ kind: 'aggregated' }, ignored('aggregated-event')],
    [{ kind: 'notification' }, ignored('s3-notification')],
    [{ kind: 'unreadable' }, rejected('unreadable-record-text')],
  ])('counts %j by its reason', (unwrapped, expected) => {
    expect(parseCall(unwrapped, OPTIONS)).toEqual(expected);
  });

  it('ignores what is none of our business before it looks at what is wrong with it', () => {
    const broken = { eventTime: undefined, awsRegion: undefined, eventID: undefined };

    expect(describeInstances({ ...broken, eventName: 'RunInstances' })).toEqual(
      ignored('other-event'),
    );
    expect(describeInstances({ ...broken, eventType: 'AwsVpceEvent' })).toEqual(
      ignored('other-event-type'),
    );
  });
});

describe('the reasons', () => {
  it('are these', () => {
    expect(IGNORE_REASONS).toEqual([
      'other-event',
      'other-event-type',
      'rule-disabled',
      'source-mismatch',
      'account-mismatch',
      'digest-file',
      'insight',
      'aggregated-event',
      's3-notification',
    ]);
    expect(REJECT_REASONS).toEqual([
      'not-a-record',
      'unreadable-record-text',
      'missing-event-time',
      'unreadable-event-time',
      'missing-region',
      'unreadable-region',
      'missing-event-id',
      'unreadable-event-id',
      'unattributed',
    ]);
  });
});
