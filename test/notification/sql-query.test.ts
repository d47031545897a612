import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import type { Finding } from '../../src/detection/finding';
import type { JsonObject } from '../../src/detection/json';
import { renderAthenaQuery, renderLakeQuery } from '../../src/notification/sql-query';
import {
  cappedRoleSweep,
  findingOf,
  IAM_USER,
  roleSession,
  sweepRecords,
} from '../support/findings';

/** The columns of the table that CloudTrail sets up for Athena, as far as queries use them. */
const TABLE = `CREATE TABLE cloudtrail_logs (
  useridentity STRUCT(
    type VARCHAR, principalid VARCHAR, arn VARCHAR, accountid VARCHAR, invokedby VARCHAR, accesskeyid VARCHAR,
    username VARCHAR, onbehalfof STRUCT(userid VARCHAR, identitystorearn VARCHAR),
    sessioncontext STRUCT(sessionissuer STRUCT(arn VARCHAR))),
  eventtime VARCHAR, eventsource VARCHAR, eventname VARCHAR, awsregion VARCHAR, sourceipaddress VARCHAR,
  useragent VARCHAR, errorcode VARCHAR, recipientaccountid VARCHAR)`;

/** DuckDB stands in for Athena: both follow the SQL standard in how a literal is quoted. */
let connection: DuckDBConnection;

beforeAll(async () => {
  connection = await (await DuckDBInstance.create()).connect();
});

afterAll(() => {
  connection.closeSync();
});

async function load(records: readonly JsonObject[]): Promise<void> {
  await connection.run('DROP TABLE IF EXISTS cloudtrail_logs');
  await connection.run(TABLE);
  for (const record of records) {
    // Column names of Athena are in lower case.
    const row = JSON.stringify(record).replace(/"(\w+)":/g, (name) => name.toLowerCase());
    await connection.run(
      `INSERT INTO cloudtrail_logs SELECT unnest(from_json($1, '{
        "useridentity": {"type": "VARCHAR", "principalid": "VARCHAR", "arn": "VARCHAR", "accountid": "VARCHAR",
          "invokedby": "VARCHAR", "accesskeyid": "VARCHAR", "username": "VARCHAR",
          "onbehalfof": {"userid": "VARCHAR", "identitystorearn": "VARCHAR"}, "sessioncontext": {"sessionissuer": {"arn": "VARCHAR"}}},
        "eventtime": "VARCHAR", "eventsource": "VARCHAR", "eventname": "VARCHAR", "awsregion": "VARCHAR",
        "sourceipaddress": "VARCHAR", "useragent": "VARCHAR", "errorcode": "VARCHAR",
        "recipientaccountid": "VARCHAR"}'))`,
      [row],
    );
  }
}

/** Regions in the answer, in order. */
async function regionsFound(finding: Finding): Promise<unknown[]> {
  const reader = await connection.runAndReadAll(renderAthenaQuery(finding).lines.join('\n'));
  return reader.getRowObjects().map((row) => row['awsregion']);
}

const OTHERS = sweepRecords({
  userIdentity: {
    ...IAM_USER,
    arn: 'arn:aws:iam::111122223333:user/other',
    principalId: 'AIDAOTHER',
  },
});

describe('renderAthenaQuery', () => {
  it.each<[string, JsonObject, 'arn' | 'role']>([
    ['an ARN', IAM_USER, 'arn'],
    ['a role', roleSession('s'), 'role'],
    ['a principal id', { type: 'AWSAccount', principalId: 'AROAEXAMPLE:x', accountId: '1' }, 'arn'],
    [
      'an account and key',
      { type: 'IAMUser', accountId: '999988887777', accessKeyId: 'AKIAX' },
      'arn',
    ],
    ['a key alone', { type: 'IAMUser', accessKeyId: 'AKIAY' }, 'arn'],
    ['a service', { type: 'AWSService', invokedBy: 'config.amazonaws.com' }, 'arn'],
    [
      'an Identity Center user',
      {
        type: 'IdentityCenterUser',
        onBehalfOf: {
          userId: '544894e8',
          identityStoreArn: 'arn:aws:identitystore::1:identitystore/d-1',
        },
      },
      'arn',
    ],
    [
      'a user of a provider',
      { type: 'WebIdentityUser', userName: 'ann', identityProvider: 'accounts.google.com' },
      'arn',
    ],
    ['nobody who is named', {}, 'arn'],
    ['an ARN with quotes', { ...IAM_USER, arn: "arn:aws:iam::1:user/' OR '1'='1" }, 'arn'],
    ['an ARN with a comment', { ...IAM_USER, arn: "x'; DROP TABLE cloudtrail_logs; --" }, 'arn'],
  ])('finds the calls of %s and no others', async (name, userIdentity, groupBy) => {
    const setup = { userIdentity, secondsBetweenCalls: 1 };
    const others = name.startsWith('nobody') ? [] : OTHERS;
    await load([...sweepRecords(setup), ...others]);

    const finding = findingOf({ ...setup, settings: { groupBy } });

    expect(await regionsFound(finding)).toEqual(finding.evidence.regions);
    expect(renderAthenaQuery(finding).remarks).toEqual([]);
  });

  it('finds all sessions of a role', async () => {
    const setup = { userIdentity: (index: number) => roleSession(`s-${index}`) };
    await load([...sweepRecords(setup), ...OTHERS]);

    expect(await regionsFound(findingOf({ ...setup, settings: { groupBy: 'role' } }))).toHaveLength(
      17,
    );
  });

  it('begins one hour before the first call and has no end', async () => {
    const tooEarly = { eventTime: '2026-03-14T08:26:39Z' };
    const early = { eventTime: '2026-03-14T08:26:40Z' };
    const late = { eventTime: '2026-12-31T23:59:59Z' };
    await load([
      ...sweepRecords(),
      ...sweepRecords({ fields: tooEarly }),
      ...sweepRecords({ fields: early }),
      ...sweepRecords({ fields: late }),
    ]);

    expect(await regionsFound(findingOf())).toHaveLength(3 * 17);
  });

  it.each([
    ['a backslash', "arn:aws:iam::1:user/\\' OR 1=1 --"],
    ['more than ASCII', 'arn:aws:iam::1:user/jos\u00e9'],
    ['a link', 'arn:aws:iam::1:user/https://e.vil'],
    ['a removed character', 'arn:aws:iam::1:user/a\u202eb'],
    ['too many characters', `arn:aws:iam::1:user/${'x'.repeat(600)}`],
  ])(
    'asks for the call of all callers, with a remark, when the name contains %s',
    async (_, arn) => {
      const setup = { userIdentity: { ...IAM_USER, arn } };
      await load([...sweepRecords(setup), ...OTHERS]);

      const finding = findingOf(setup);

      expect(renderAthenaQuery(finding).remarks).toEqual([
        'The name of the principal is not safe to paste, so this lists DescribeInstances by all callers.',
      ]);
      expect(await regionsFound(finding)).toHaveLength(34);
    },
  );

  it.each([
    ['identity', 'a:b:c:d'],
    ['accessKey', '1:2:3'],
  ] as const)('does not guess at a key of kind %s with too many parts', (kind, name) => {
    const finding = findingOf();
    const odd = { ...finding, principal: { ...finding.principal, kind, key: `${kind}:${name}` } };

    expect(renderAthenaQuery(odd).remarks).toHaveLength(1);
  });

  it('asks for the rule of the finding', () => {
    const finding = cappedRoleSweep();
    const odd = { ...finding, principal: { ...finding.principal, key: 'role:\\' } };

    expect(renderAthenaQuery(odd).lines.join('\n')).toContain(
      "WHERE eventsource = 'servicequotas.amazonaws.com'\n  AND eventname = 'GetServiceQuota'",
    );
  });
});

describe('renderLakeQuery', () => {
  const id = '01234567-89ab-cdef-0123-456789abcdef';

  it.each([id, `arn:aws:cloudtrail:eu-central-1:111122223333:eventdatastore/${id}`])(
    'asks the event data store %s, with times as timestamps',
    (eventDataStore) => {
      expect(renderLakeQuery(findingOf(), eventDataStore)?.lines).toEqual([
        'SELECT eventtime, awsregion, eventsource, eventname, errorcode,',
        '       sourceipaddress, useragent, useridentity.accesskeyid',
        `FROM ${id}`,
        "WHERE useridentity.arn = 'arn:aws:iam::111122223333:user/ci/deploy-bot'",
        "  AND eventtime >= '2026-03-14 08:26:40'",
        'ORDER BY eventtime;',
      ]);
    },
  );

  it.each(['', 'store', "x'; --"])('has no query for the ID %j', (eventDataStore) => {
    expect(renderLakeQuery(findingOf(), eventDataStore)).toBeUndefined();
  });
});
