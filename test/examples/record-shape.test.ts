import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { isObject, type JsonObject, objectOf } from '../../src/detection/json';
import { generateTrail } from '../../tools/samples/generate-trail';
import { describeWithSharedData, readSharedRecords, SHARED_DATA } from '../support/shared-data';

const generated: readonly JsonObject[] = generateTrail().files.flatMap((file) =>
  file.records.map((record) => ({ ...record })),
);
const managementRecords = generated.filter((record) => record['eventCategory'] === 'Management');

/** Documented members of identities that none of the real records at hand has. */
const DOCUMENTED_ONLY = ['identityProvider', 'onBehalfOf', 'credentialId'];

describe('the records of the sample trail', () => {
  it('have the version, times and ids of CloudTrail', () => {
    const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
    const odd = generated.filter(
      (record) =>
        record['eventVersion'] !== '1.11' ||
        !uuid.test(String(record['eventID'])) ||
        !/^2026-03-17T\d\d:\d\d:\d\dZ$/.test(String(record['eventTime'])),
    );

    expect(odd).toEqual([]);
  });

  it('show every kind of identity', () => {
    const types = new Set(generated.map((record) => objectOf(record, 'userIdentity')['type']));

    expect([...types].sort()).toEqual([
      'AWSAccount',
      'AWSService',
      'AssumedRole',
      'FederatedUser',
      'IAMUser',
      'IdentityCenterUser',
      'Root',
      'SAMLUser',
      'WebIdentityUser',
    ]);
  });

  it('were called with a session that had begun', () => {
    const early = generated.filter((record) => {
      const context = objectOf(objectOf(record, 'userIdentity'), 'sessionContext');
      const { creationDate } = objectOf(context, 'attributes');
      return typeof creationDate === 'string' && creationDate > String(record['eventTime']);
    });

    expect(early).toEqual([]);
  });
});

describeWithSharedData('the records of the sample trail, beside real ones', () => {
  let real: readonly JsonObject[] = [];

  beforeAll(() => {
    real = readAttackTrail();
  });

  it('have every member that all real records have', () => {
    const always = [...new Set(real.flatMap((record) => Object.keys(record)))].filter((key) =>
      real.every((record) => Object.hasOwn(record, key)),
    );
    const incomplete = managementRecords.filter((record) =>
      always.some((key) => !Object.hasOwn(record, key)),
    );

    expect(always).toEqual(expect.arrayContaining(['userIdentity', 'eventID', 'readOnly']));
    expect(incomplete).toEqual([]);
  });

  it('have no member, and no type of value, that no real record has', () => {
    expect(unknownShapes(managementRecords, real)).toEqual([]);
  });

  it('have the identities of real records', () => {
    const identities = (records: readonly JsonObject[]) =>
      records.map((record) => objectOf(record, 'userIdentity'));
    const documented = DOCUMENTED_ONLY.flatMap((key) => [`${key} string`, `${key} object`]);

    const unknown = unknownShapes(identities(generated), identities(real));

    expect(unknown.filter((shape) => !documented.includes(shape))).toEqual([]);
  });

  it('have members in the order of real records, where a session or a user calls EC2', () => {
    const isPlainCall = (record: JsonObject) =>
      /^\d/.test(String(record['sourceIPAddress'])) &&
      record['eventSource'] === 'ec2.amazonaws.com';
    const orders = new Set(real.map((record) => Object.keys(record).join()));
    const unlike = managementRecords
      .filter(isPlainCall)
      .filter((record) => !orders.has(Object.keys(record).join()));

    expect(unlike).toEqual([]);
  });

  it('copy nothing: no id of a real record occurs', () => {
    const ids = new Set(real.map((record) => record['eventID']));

    expect(generated.filter((record) => ids.has(record['eventID']))).toEqual([]);
  });

  it('have the endpoint copies of real ones', async () => {
    const odd = (await readSharedRecords('odd-shapes.ndjson.gz')).filter(isObject);
    const copies = generated.filter((record) => record['eventType'] === 'AwsVpceEvent');

    expect(copies.length).toBeGreaterThan(0);
    expect(unknownShapes(copies, [...odd, ...real])).toEqual([]);
  });
});

/** What occurs in these records and in none of those. */
function unknownShapes(records: readonly JsonObject[], known: readonly JsonObject[]): string[] {
  const knownShapes = shapesOf(known);
  return [...shapesOf(records)].filter((shape) => !knownShapes.has(shape));
}

/** Each member that occurs, with the types of its values: `readOnly boolean`. */
function shapesOf(records: readonly JsonObject[]): Set<string> {
  return new Set(
    records.flatMap((record) =>
      Object.entries(record).map(([key, value]) => `${key} ${typeName(value)}`),
    ),
  );
}

function typeName(value: unknown): string {
  if (value === null) {
    return 'null';
  }
  return Array.isArray(value) ? 'array' : typeof value;
}

function readAttackTrail(): JsonObject[] {
  const folder = join(SHARED_DATA, 'attack-trail');
  return readdirSync(folder).flatMap((name) => {
    const content: unknown = JSON.parse(
      gunzipSync(readFileSync(join(folder, name))).toString('utf8'),
    );
    const records = isObject(content) ? content['Records'] : [];
    return Array.isArray(records) ? records.filter(isObject) : [];
  });
}
