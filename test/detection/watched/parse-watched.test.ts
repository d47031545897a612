import fc from 'fast-check';
import { sha256Digest } from '../../../src/adapters/sha256-digest';
import type { Envelope } from '../../../src/detection/cloudtrail/unwrap';
import type { JsonObject } from '../../../src/detection/json';
import { utf8Length } from '../../../src/detection/text';
import { indexWatches } from '../../../src/detection/watched/match-watch';
import { parseWatched } from '../../../src/detection/watched/parse-watched';
import { WATCHES } from '../../../src/detection/watched/watch-catalog';
import {
  decodeWatched,
  encodeWatched,
  MAX_KEPT_BYTES,
  type WatchedCall,
} from '../../../src/detection/watched/watched-call';
import { describeWithSharedData, readAttackTrail } from '../../support/shared-data';
import { watchedRecord } from '../../support/watched-records';

const OPTIONS = { digest: sha256Digest };
const ALICE = 'arn:aws:iam::111122223333:user/alice';

function parse(id: string, overrides: JsonObject = {}): WatchedCall | undefined {
  return parseWatched(watchedRecord(id, overrides), undefined, OPTIONS);
}

describe('parseWatched', () => {
  it('shows what was launched, where and by whom', () => {
    const call = parse('compute.RunInstances', {
      awsRegion: 'eu-west-1',
      requestParameters: {
        instanceType: 'p5.48xlarge',
        instancesSet: { items: [{ imageId: 'ami-1', minCount: 1, maxCount: 20 }] },
      },
      responseElements: { instancesSet: { items: [{ instanceId: 'i-1' }, { instanceId: 'i-2' }] } },
    });

    expect(call).toMatchObject({
      watchId: 'compute.RunInstances',
      eventName: 'RunInstances',
      eventSource: 'ec2.amazonaws.com',
      category: 'compute',
      second: Date.UTC(2026, 2, 1, 12) / 1000,
      region: 'eu-west-1',
      accountId: '111122223333',
      details: { type: 'p5.48xlarge', count: '20', image: 'ami-1', instances: 'i-1, i-2' },
      principal: { kind: 'arn' },
    });
    expect(call).not.toHaveProperty('errorCode');
    expect(call).not.toHaveProperty('child');
    expect(call).not.toHaveProperty('subject');
  });

  it.each(WATCHES)('reads $id with parameters that CloudTrail omits', ({ id }) => {
    const omitted = { requestParameters: null, responseElements: null, errorCode: 'AccessDenied' };
    const given = id.startsWith('leak.') ? { errorCode: 'AccessDenied' } : omitted;

    expect(parse(id, given)).toMatchObject({ watchId: id, errorCode: 'AccessDenied' });
    expect(parse(id, given)).not.toHaveProperty('child');
  });

  it.each([
    [
      'the session of a role',
      'roles.AssumeRole',
      {
        responseElements: {
          credentials: { accessKeyId: 'ASIAEXAMPLE' },
          assumedRoleUser: { arn: 'arn:aws:sts::111122223333:assumed-role/admin/x' },
        },
      },
      { accessKeyId: 'ASIAEXAMPLE', arn: 'arn:aws:sts::111122223333:assumed-role/admin/x' },
    ],
    [
      'a user',
      'persistence.CreateUser',
      { responseElements: { user: { arn: 'arn:aws:iam::111122223333:user/x/eve' } } },
      { arn: 'arn:aws:iam::111122223333:user/x/eve' },
    ],
    [
      'a key of a user',
      'persistence.CreateAccessKey',
      {
        requestParameters: { userName: 'eve' },
        responseElements: { accessKey: { accessKeyId: 'AKIAEXAMPLE', userName: 'eve' } },
      },
      { accessKeyId: 'AKIAEXAMPLE', arn: 'arn:aws:iam::111122223333:user/eve' },
    ],
    [
      'a key of its own',
      'persistence.CreateAccessKey',
      { responseElements: { accessKey: { accessKeyId: 'AKIAEXAMPLE', userName: 'alice' } } },
      { accessKeyId: 'AKIAEXAMPLE' },
    ],
    [
      'a password of a user',
      'persistence.CreateLoginProfile',
      { requestParameters: { userName: 'eve' } },
      { arn: 'arn:aws:iam::111122223333:user/eve' },
    ],
    [
      'a federated session',
      'login.GetFederationToken',
      {
        responseElements: {
          credentials: { accessKeyId: 'ASIAEXAMPLE' },
          federatedUser: { arn: 'arn:aws:sts::111122223333:federated-user/x' },
        },
      },
      { accessKeyId: 'ASIAEXAMPLE', arn: 'arn:aws:sts::111122223333:federated-user/x' },
    ],
    [
      'a session of its own',
      'login.GetSessionToken',
      { responseElements: { credentials: { accessKeyId: 'ASIAEXAMPLE' } } },
      { accessKeyId: 'ASIAEXAMPLE' },
    ],
  ])('follows %s', (_what, id, overrides, child) => {
    expect(parse(id, overrides)?.child).toEqual(child);
    expect(parse(id, { ...overrides, errorCode: 'LimitExceeded' })).not.toHaveProperty('child');
  });

  it('names the user that AWS puts in quarantine', () => {
    const policyArn = 'arn:aws:iam::aws:policy/AWSCompromisedKeyQuarantineV3';
    const call = parse('leak.AttachUserPolicy', {
      requestParameters: { userName: 'alice', policyArn },
    });

    expect(call?.subject).toBe(ALICE);
    expect(call?.details).toEqual({ user: 'alice', policy: policyArn });
  });

  it('shows with whom a share is, and no longer is', () => {
    const shared = (change: JsonObject) =>
      parse('exfiltration.ModifySnapshotAttribute', {
        requestParameters: { snapshotId: 'snap-1', createVolumePermission: change },
      })?.details;

    expect(
      shared({ add: { items: [{ userId: '444455556666' }, { userId: '777788889999' }] } }),
    ).toEqual({
      snapshot: 'snap-1',
      'shared with': '444455556666, 777788889999',
    });
    expect(shared({ add: { items: [{ group: 'all' }] } })).toMatchObject({ 'shared with': 'all' });
    expect(shared({ remove: { items: [{ group: 'all' }] } })).toEqual({
      snapshot: 'snap-1',
      'no longer shared with': 'all',
    });
  });

  it('takes only the kinds that it is given', () => {
    const watches = indexWatches([]);

    expect(
      parseWatched(watchedRecord('mail.PutAccountDetails'), undefined, { ...OPTIONS, watches }),
    ).toBeUndefined();
  });

  it.each<[string, JsonObject, string | undefined]>([
    ['that succeeded', { responseElements: { ConsoleLogin: 'Success' } }, undefined],
    [
      'with a wrong password',
      { responseElements: { ConsoleLogin: 'Failure' }, errorMessage: 'Failed authentication' },
      'Failed authentication',
    ],
    ['that failed without a message', { responseElements: { ConsoleLogin: 'Failure' } }, 'Failure'],
    [
      'that failed with a code',
      { responseElements: { ConsoleLogin: 'Failure' }, errorCode: 'Denied', errorMessage: 'No.' },
      'Denied',
    ],
    ['without a response', { responseElements: null, errorMessage: 'x' }, undefined],
  ])('knows the outcome of a sign-in %s', (_what, overrides, errorCode) => {
    expect(parse('login.ConsoleLogin', overrides)?.errorCode).toBe(errorCode);
  });

  it('ignores the result of a sign-in in the response of any other call', () => {
    const responseElements = { ConsoleLogin: 'Failure' };

    expect(parse('compute.RunInstances', { responseElements })).not.toHaveProperty('errorCode');
  });

  it('shows little of parameters of a megabyte', () => {
    const items = Array.from({ length: 100_000 }, () => ({ instanceId: 'i'.repeat(10) }));
    const call = parse('compute.RunInstances', {
      requestParameters: { instanceType: 'x'.repeat(1_000_000) },
      responseElements: { instancesSet: { items } },
    });

    expect(utf8Length(JSON.stringify(call?.details))).toBeLessThan(400);
  });

  it('refuses an envelope of another account', () => {
    const envelope: Envelope = {
      account: '999900001111',
      source: 'aws.ec2',
      detailType: 'AWS API Call via CloudTrail',
    };
    const record = watchedRecord('compute.RunInstances');

    expect(parseWatched(record, envelope, OPTIONS)).toBeUndefined();
    expect(parseWatched(record, { ...envelope, account: '111122223333' }, OPTIONS)).toBeDefined();
  });

  it.each([
    ['no record', null],
    ['no time', watchedRecord('compute.RunInstances', { eventTime: undefined })],
    ['a time that cannot be read', watchedRecord('compute.RunInstances', { eventTime: 'noon' })],
    ['no region', watchedRecord('compute.RunInstances', { awsRegion: undefined })],
    ['no ID', watchedRecord('compute.RunInstances', { eventID: undefined })],
    [
      'nobody',
      watchedRecord('compute.RunInstances', { userIdentity: {}, sourceIPAddress: 'AWS Internal' }),
    ],
  ])('is undefined where a record has %s', (_what, record) => {
    expect(parseWatched(record, undefined, OPTIONS)).toBeUndefined();
  });
});

describe('a watched call as the store keeps it', () => {
  const hostile = fc.oneof(
    fc.constant(undefined),
    fc.jsonValue(),
    fc.string({ unit: 'binary', maxLength: 900 }),
    fc.constant('\t'.repeat(300)),
    fc.constant('é'.repeat(300)),
    fc.array(fc.record({ instanceId: fc.string(), userId: fc.string(), maxCount: fc.nat() }), {
      maxLength: 40,
    }),
  );
  const overrides = fc.record({
    eventID: hostile,
    awsRegion: hostile,
    errorCode: hostile,
    recipientAccountId: hostile,
    sourceIPAddress: hostile,
    userIdentity: fc.oneof(
      hostile,
      fc.record({
        type: hostile,
        arn: hostile,
        accessKeyId: hostile,
        accountId: hostile,
        principalId: hostile,
      }),
    ),
    requestParameters: fc.oneof(
      hostile,
      fc.record({
        userName: hostile,
        roleArn: hostile,
        instanceType: hostile,
        roleSessionName: hostile,
        instancesSet: fc.record({ items: hostile }),
      }),
    ),
    responseElements: fc.oneof(
      hostile,
      fc.record({
        credentials: fc.record({ accessKeyId: hostile }),
        assumedRoleUser: fc.record({ arn: hostile }),
        user: fc.record({ arn: hostile }),
      }),
    ),
  });

  it('is small and comes back as it was, whatever the caller sends', () => {
    let parsed = 0;
    fc.assert(
      fc.property(fc.constantFrom(...WATCHES), overrides, ({ id }, given) => {
        const call = parse(id, given);
        if (call === undefined) {
          return;
        }
        parsed += 1;
        const text = encodeWatched(call);
        const kept = decodeWatched(text);
        expect(utf8Length(text)).toBeLessThanOrEqual(MAX_KEPT_BYTES);
        expect(kept && encodeWatched(kept)).toBe(text);
        expect(kept).toEqual({
          ...expectedOf(call),
          caller: expect.objectContaining({ type: call.caller.type }),
        });
      }),
      { numRuns: 1500, seed: 20260301 },
    );
    expect(parsed).toBeGreaterThan(100);
  });

  it('keeps everything of an ordinary call', () => {
    const call = parse('compute.RunInstances', {
      requestParameters: { instanceType: 'p5.48xlarge' },
    });

    expect(call && decodeWatched(encodeWatched(call))).toMatchObject({
      eventId: call?.eventId,
      details: { type: 'p5.48xlarge' },
      caller: { arn: call?.caller.arn, accessKeyId: call?.caller.accessKeyId },
    });
  });

  it('gives up the ARN of the caller only where nothing else is left to give up', () => {
    const name = 'n'.repeat(240);
    const userIdentity = {
      type: 'IAMUser',
      arn: `arn:aws:iam::111122223333:user/${name}`,
      accountId: '111122223333',
      accessKeyId: 'AKIAEXAMPLE',
    };
    const arn = `arn:aws:sts::111122223333:assumed-role/${'r'.repeat(64)}/${'s'.repeat(64)}`;
    const call = parse('roles.AssumeRole', {
      userIdentity,
      requestParameters: { roleArn: arn, roleSessionName: 's'.repeat(64) },
      responseElements: { assumedRoleUser: { arn }, credentials: { accessKeyId: 'ASIAEXAMPLE' } },
      sourceIPAddress: '2001:db8:ffff:ffff:ffff:ffff:ffff:ffff',
      errorCode: undefined,
    });
    const kept = call && decodeWatched(encodeWatched(call));

    expect(kept?.child).toEqual({ accessKeyId: 'ASIAEXAMPLE', arn });
    expect(kept?.caller.accessKeyId).toBe('AKIAEXAMPLE');
    expect(call?.details).toEqual(kept?.details);
  });

  it('gives up the details before the ARN, and the ARN as a whole', () => {
    const call = parse('compute.CreateStack', { requestParameters: { stackName: 'stack' } });
    const kept = Array.from({ length: MAX_KEPT_BYTES }, (_, index) => {
      const arn = 'a'.repeat(index + 1);
      const text = encodeWatched({ ...call, caller: { ...call?.caller, arn } } as WatchedCall);
      expect(utf8Length(text)).toBeLessThanOrEqual(MAX_KEPT_BYTES);
      return decodeWatched(text);
    });
    const withArn = kept.filter((one) => one?.caller.arn !== undefined);

    expect(withArn).toEqual(kept.slice(0, withArn.length));
    expect(withArn[0]?.details).toEqual({ name: 'stack' });
    expect(withArn.at(-1)?.details).toEqual({});
    expect(kept.at(-1)?.details).toEqual({ name: 'stack' });
  });

  it('marks a detail that is cut', () => {
    const call = parse('compute.CreateStack', {
      requestParameters: { stackName: 'x'.repeat(200) },
    });

    expect(call?.details['name']).toBe(`${'x'.repeat(61)}...`);
  });

  it('keeps the end of an ARN, which names what it is about', () => {
    const role = `arn:aws:iam::111122223333:role/${'path/'.repeat(20)}deployer`;
    const call = parse('compute.CreateFunction20150331', { requestParameters: { role } });

    expect(call?.details['role']).toBe(`...${role.slice(-61)}`);
  });

  it('names the role of a session', () => {
    const role = 'arn:aws:iam::111122223333:role/admin';
    const call = parse('compute.RunInstances', {
      userIdentity: {
        type: 'AssumedRole',
        arn: 'arn:aws:sts::111122223333:assumed-role/admin/x',
        sessionContext: { sessionIssuer: { type: 'Role', arn: role } },
      },
    });

    expect(call?.caller.roleArn).toBe(role);
  });

  it('keeps a call whose record has neither an ARN nor a source IP', () => {
    const call = parse('leak.AttachUserPolicy', {
      userIdentity: { type: 'AWSAccount', principalId: 'AIDAEXAMPLE' },
      sourceIPAddress: undefined,
    });

    expect(call && decodeWatched(encodeWatched(call))?.caller).toEqual(
      expect.objectContaining({ type: 'AWSAccount' }),
    );
    expect(call?.caller).not.toHaveProperty('arn');
    expect(call?.caller).not.toHaveProperty('sourceIp');
  });

  it('reads a text whose end is missing', () => {
    expect(decodeWatched('compute.RunInstances')).toMatchObject({
      watchId: 'compute.RunInstances',
      eventName: 'RunInstances',
      region: '',
      details: {},
    });
  });

  it('is none where another version wrote it', () => {
    expect(decodeWatched('compute.DoNothing\te\t0')).toBeUndefined();
    expect(decodeWatched('')).toBeUndefined();
  });
});

function expectedOf(call: WatchedCall): object {
  const { eventSource: _, principal: __, subject: ___, ...kept } = call;
  return kept;
}

describeWithSharedData('watched calls in a real attack', () => {
  it('are all found, and keep what matters', async () => {
    const calls = (await readAttackTrail()).flatMap(
      (record) => parseWatched(record, undefined, OPTIONS) ?? [],
    );
    const names = new Set(calls.map(({ eventName }) => eventName));

    expect(calls.length).toBeGreaterThan(90);
    expect([...names]).toEqual(
      expect.arrayContaining([
        'StopLogging',
        'CreateUser',
        'ModifySnapshotAttribute',
        'AssumeRole',
      ]),
    );
    for (const call of calls) {
      expect(decodeWatched(encodeWatched(call))).toEqual({
        ...expectedOf(call),
        caller: expect.objectContaining({ arn: call.caller.arn }),
      });
    }
  });
});
