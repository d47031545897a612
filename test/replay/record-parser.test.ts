import { sha256Digest } from '../../src/adapters/sha256-digest';
import { takeCalls } from '../../src/detection/cloudtrail/intake';
import type { JsonObject } from '../../src/detection/json';
import { indexWatches } from '../../src/detection/watched/match-watch';
import { WATCHES } from '../../src/detection/watched/watch-catalog';
import { encodeWatched } from '../../src/detection/watched/watched-call';
import { CallHistory } from '../../src/replay/history/call-history';
import { createLocalReader } from '../../src/replay/threads/reader';
import { settingsOf } from '../support/calls';
import { recordOf, type TemplateName } from '../support/records';
import { watchedRecord } from '../support/watched-records';

const OPTIONS = { settings: settingsOf({}), digest: sha256Digest, watches: WATCHES };

function recordsOf(template: TemplateName, variants: readonly JsonObject[]): JsonObject[] {
  return variants.map((variant, index) =>
    recordOf(template, { eventID: `00000000-0000-4000-8000-${index + 1e11}`, ...variant }),
  );
}

/** Reads the records as a log file, and one by one. */
async function bothWays(records: readonly JsonObject[]) {
  const bytes = Buffer.from(JSON.stringify({ Records: records }));
  const { calls, watched, tally } = await createLocalReader(OPTIONS).read(
    [{ kind: 'bytes', name: 'a.json', bytes }],
    () => {},
  );
  const history = new CallHistory(sha256Digest, 0);
  history.add(calls);
  const one = takeCalls(
    records.map((record) => ({ kind: 'record', record })),
    OPTIONS,
    indexWatches(WATCHES),
  );
  return {
    fromFile: { calls: [...history], watched: watched.texts, tally },
    oneByOne: { ...one, watched: one.watched.map(encodeWatched) },
  };
}

describe('RecordParser', () => {
  it.each<[string, TemplateName, readonly JsonObject[]]>([
    ['times', 'describe-instances', [{}, { eventTime: '2026-03-02T00:00:00Z' }, {}]],
    ['unreadable times', 'describe-instances', [{}, { eventTime: 'soon' }, {}]],
    ['regions', 'describe-instances', [{}, { awsRegion: 'eu-west-1' }, { awsRegion: '' }, {}]],
    ['ids', 'describe-instances', [{}, { eventID: 'another' }, { eventID: '' }, {}]],
    ['source IPs', 'describe-instances', [{}, { sourceIPAddress: '203.0.113.9' }, {}]],
    ['errors', 'describe-instances', [{}, { errorCode: 'AccessDenied' }, {}]],
    ['event types', 'describe-instances', [{}, { eventType: 'AwsVpceEvent' }, {}]],
    ['names', 'describe-instances', [{}, { eventName: 'DescribeImages' }, {}]],
    [
      'quotas',
      'get-service-quota',
      [{}, { requestParameters: { serviceCode: 'ec2', quotaCode: 'L-0' } }, {}],
    ],
  ])(
    'gives the outcome of each record, whatever differs: %s',
    async (_what, template, variants) => {
      const { fromFile, oneByOne } = await bothWays(
        recordsOf(template, [...variants, ...variants.map((variant) => ({ ...variant }))]),
      );

      expect(fromFile.tally).toEqual(oneByOne.tally);
      const distinct = new Map(oneByOne.calls.map((call) => [call.eventId, call]));
      expect(fromFile.calls).toEqual([...distinct.values()]);
    },
  );

  it('gives each watched call, and counts it as an event that no rule looks for', async () => {
    const records = [
      watchedRecord('compute.RunInstances', { eventID: 'a' }),
      watchedRecord('compute.RunInstances', { eventID: 'b', awsRegion: 'eu-west-1' }),
      watchedRecord('compute.RunInstances', { eventID: 'c', sourceIPAddress: 'ec2.amazonaws.com' }),
      watchedRecord('roles.AssumeRole', { eventID: 'd', userIdentity: { type: 'AWSService' } }),
      recordOf('describe-instances', { eventID: 'e', eventName: 'DescribeImages' }),
    ];
    const { fromFile, oneByOne } = await bothWays(records);

    expect(fromFile.watched).toEqual(oneByOne.watched);
    expect(fromFile.watched).toHaveLength(2);
    expect(fromFile.tally).toEqual({
      records: 5,
      calls: 0,
      ignored: { 'other-event': 5 },
      rejected: {},
    });
  });

  it('gives the same outcomes when it forgets callers', async () => {
    const variants = Array.from({ length: 9000 }, (_, index) => ({ userAgent: `agent/${index}` }));
    const { fromFile, oneByOne } = await bothWays(
      recordsOf('describe-instances', [...variants, ...variants]),
    );

    expect(fromFile).toEqual(oneByOne);
  });
});
