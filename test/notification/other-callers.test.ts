import { renderInsightsQuery } from '../../src/notification/insights-query';
import { renderLookupCommand } from '../../src/notification/lookup-command';
import { otherCallersOf } from '../../src/notification/other-callers';
import { renderAthenaQuery } from '../../src/notification/sql-query';
import { findingOf, hostileSweep, longTermKeySweep } from '../support/findings';
import { HOSTILE_TEXTS } from '../support/hostile-texts';
import { minerChain, roleChain } from '../support/incident-chains';
import { incidentOf } from '../support/incidents';
import { hostileLines, watchedLine } from '../support/watched-lines';

const KEY = 'AKIAI44QH8DHBEXAMPLE';
const OTHERS = { arns: ['arn:aws:sts::111122223333:assumed-role/Deploy/x'], accessKeyIds: [KEY] };

describe('otherCallersOf', () => {
  it('is empty for a sweep alone', () => {
    expect(otherCallersOf(incidentOf(longTermKeySweep()))).toEqual({ arns: [], accessKeyIds: [] });
  });

  it('has the keys that were created, and the callers of watched calls', () => {
    expect(otherCallersOf(minerChain())).toEqual({ arns: [], accessKeyIds: [KEY] });
    expect(otherCallersOf(roleChain()).arns).toEqual(OTHERS.arns);
  });

  it('has no key that nobody created', () => {
    const line = { eventName: 'CreateAccessKey', details: { key: KEY } };
    const watched = [watchedLine({ ...line, errorCode: 'AccessDenied' })];

    expect(otherCallersOf(incidentOf(findingOf(), { watched })).accessKeyIds).toEqual([]);
  });

  it.each(HOSTILE_TEXTS)('has at most five of each, and only well-formed ones: %s', (_, text) => {
    const incident = incidentOf(hostileSweep(text), { watched: hostileLines(text, 20) });
    const { arns, accessKeyIds } = otherCallersOf(incident);

    expect([...arns, ...accessKeyIds].filter((one) => !/^[\w+=,.@:/-]+$/.test(one))).toEqual([]);
    expect(Math.max(arns.length, accessKeyIds.length)).toBeLessThanOrEqual(5);
  });
});

describe('queries for all callers of an incident', () => {
  const finding = longTermKeySweep();

  it('list the calls of the principal or of another', () => {
    expect(renderInsightsQuery(finding, OTHERS).lines.slice(2, 5)).toEqual([
      '| filter userIdentity.arn = "arn:aws:iam::111122223333:user/ci/deploy-bot"',
      '      or userIdentity.arn = "arn:aws:sts::111122223333:assumed-role/Deploy/x"',
      `      or userIdentity.accessKeyId = "${KEY}"`,
    ]);
    expect(renderAthenaQuery(finding, undefined, OTHERS).lines.join('\n')).toContain(
      [
        "WHERE (useridentity.arn = 'arn:aws:iam::111122223333:user/ci/deploy-bot'",
        "    OR useridentity.arn = 'arn:aws:sts::111122223333:assumed-role/Deploy/x'",
        `    OR useridentity.accesskeyid = '${KEY}')`,
        '  AND eventtime >=',
      ].join('\n'),
    );
  });

  it('keep the conditions of the principal together', () => {
    const shared = findingOf({
      userIdentity: { type: 'AWSService', accountId: '111122223333', accessKeyId: KEY },
    });

    expect(renderInsightsQuery(shared, OTHERS).lines[2]).toMatch(/^\| filter \(.+ and .+\)$/);
    expect(renderAthenaQuery(shared, undefined, OTHERS).lines.join('\n')).toMatch(
      /WHERE \(\(.+ AND .+\)\n {4}OR /,
    );
  });

  it('look up each key in the event history', () => {
    const { lines } = renderLookupCommand(finding, {}, undefined, OTHERS);

    expect(lines).toContain(`  for key in AKIAIOSFODNN7EXAMPLE ${KEY}`);
  });
});
