import type { Envelope } from '../../../src/detection/cloudtrail/unwrap';
import { findWatch, indexWatches } from '../../../src/detection/watched/match-watch';
import { deliveryOf } from '../../../src/detection/watched/watch';
import { WATCHES } from '../../../src/detection/watched/watch-catalog';
import { watchedRecord, watchOf } from '../../support/watched-records';

const SERVICE_IP = { sourceIPAddress: 'autoscaling.amazonaws.com' };

const INDEX = indexWatches(WATCHES);

function idOf(record: Parameters<typeof findWatch>[1], envelope?: Envelope): string | undefined {
  return findWatch(INDEX, record, envelope)?.id;
}

function envelopeOf(id: string, overrides: Partial<Envelope> = {}): Envelope {
  const { source, detailTypes } = deliveryOf(watchOf(id).watch.service);
  return { account: '111122223333', source, detailType: detailTypes[0], ...overrides };
}

describe('findWatch', () => {
  it.each(WATCHES)('recognizes $id, with and without its envelope', ({ id }) => {
    expect(idOf(watchedRecord(id))).toBe(id);
    expect(idOf(watchedRecord(id), envelopeOf(id))).toBe(id);
  });

  it.each(WATCHES)('recognizes $id only from its service, in its envelope', ({ id }) => {
    const record = watchedRecord(id);

    expect(idOf({ ...record, eventSource: 'other.amazonaws.com' })).toBeUndefined();
    expect(idOf({ ...record, eventType: 'AwsVpceEvent' })).toBeUndefined();
    expect(idOf(record, envelopeOf(id, { source: 'aws.other' }))).toBeUndefined();
    expect(idOf(record, envelopeOf(id, { detailType: 'Scheduled Event' }))).toBeUndefined();
  });

  it('passes over what AWS services do for the caller, except a quarantine', () => {
    for (const { id, category } of WATCHES) {
      const expected = category.isMadeByServices ? id : undefined;
      expect(idOf(watchedRecord(id, SERVICE_IP))).toBe(expected);
    }
  });

  it('takes a record that a browser session made for one of the caller', () => {
    expect(idOf(watchedRecord('compute.RunInstances', { sourceIPAddress: 'AWS Internal' }))).toBe(
      'compute.RunInstances',
    );
  });

  it('takes the spelling of either guide for a sign-in', () => {
    for (const detailType of [
      'AWS Console Sign In via CloudTrail',
      'AWS Console Signin via CloudTrail',
    ]) {
      const envelope = envelopeOf('login.ConsoleLogin', { detailType });
      expect(idOf(watchedRecord('login.ConsoleLogin'), envelope)).toBe('login.ConsoleLogin');
    }
  });

  it.each([
    [
      'a sign-in with a second factor',
      'login.ConsoleLogin',
      { additionalEventData: { MFAUsed: 'Yes' } },
    ],
    [
      'a sign-in through an identity provider',
      'login.ConsoleLogin',
      { userIdentity: { type: 'AssumedRole' } },
    ],
    [
      'a service that takes on a role',
      'roles.AssumeRole',
      { userIdentity: { type: 'AWSService' } },
    ],
    [
      'a service that takes on a role for a user',
      'roles.AssumeRole',
      { userIdentity: { type: 'IAMUser', invokedBy: 'cloudformation.amazonaws.com' } },
    ],
    ['a model that answers', 'model-calls.InvokeModel', { errorCode: undefined }],
    [
      'a policy other than a quarantine',
      'leak.DetachUserPolicy',
      { requestParameters: { policyArn: 'x' } },
    ],
    ['a policy that is not recorded', 'leak.DetachUserPolicy', { requestParameters: null }],
  ])('passes over %s', (_what, id, overrides) => {
    expect(idOf(watchedRecord(id, overrides))).toBeUndefined();
  });

  it('looks at every name in a list, as Event Ruler does', () => {
    const record = watchedRecord('compute.RunInstances');

    expect(idOf({ ...record, eventName: ['Other', ['RunInstances']] })).toBe(
      'compute.RunInstances',
    );
    expect(idOf({ ...record, eventName: ['Other', {}] })).toBeUndefined();
  });

  it.each(['__proto__', 'constructor', 'toString'])(
    'takes no call for the name %s',
    (eventName) => {
      expect(idOf({ ...watchedRecord('compute.RunInstances'), eventName })).toBeUndefined();
    },
  );

  it('takes a policy other than a quarantine for a way back in', () => {
    const requestParameters = { policyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' };

    expect(idOf(watchedRecord('leak.AttachUserPolicy', { requestParameters }))).toBe(
      'persistence.AttachUserPolicy',
    );
  });

  it.each([
    null,
    7,
    [],
    {},
    { eventName: ['RunInstances', { x: [null] }] },
    { userIdentity: [[]] },
  ])('takes %j without harm', (record) => {
    expect(idOf(Object(record))).toBeUndefined();
  });
});
