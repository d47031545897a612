import { parseCall } from '../../src/detection/cloudtrail/parse-call';
import { unwrap } from '../../src/detection/cloudtrail/unwrap';
import { WINDOWINGS, type Windowing } from '../../src/detection/model';
import { type GeneratedTrail, generateTrail } from '../../tools/samples/generate-trail';
import { SCENARIOS } from '../../tools/samples/scenarios/all';
import { callsIn, parseOptions, sweepsIn } from './trail-calls';

const trail = generateTrail();
const otherTrail = generateTrail({ seed: 7, day: '2027-12-31', trafficFactor: 1.5 });

describe.each(WINDOWINGS)('the sweeps in the sample trail, %s windows', (windowing) => {
  it('are the expected ones and no others', () => {
    const found = sweepsIn(callsIn(trail.files), windowing);

    expect(found).toEqual(expectedIn(trail, windowing));
  });

  it('do not depend on the order of the files', () => {
    const found = sweepsIn(callsIn(trail.files.toReversed()), windowing);

    expect(found).toEqual(expectedIn(trail, windowing));
  });

  it('are the same with another seed, another day and more traffic', () => {
    const found = sweepsIn(callsIn(otherTrail.files), windowing);

    expect(found).toEqual(expectedIn(otherTrail, windowing));
    expect(found).toHaveLength(expectedIn(trail, windowing).length);
  });

  it('are one more when sessions are grouped by their role', () => {
    const found = sweepsIn(callsIn(trail.files, 'role'), windowing);

    const split = found.filter((sweep) => sweep.principalKey.endsWith(':role/Reporting'));
    expect(split).toEqual([expect.objectContaining({ regions: 12, calls: 12 })]);
    expect(found).toHaveLength(expectedIn(trail, windowing).length + 1);
  });
});

describe('the scenarios', () => {
  it('have names of their own', () => {
    const names = SCENARIOS.map((scenario) => scenario.name);

    expect(new Set(names).size).toBe(names.length);
  });

  it('expect sweeps only under their own name', () => {
    const names = new Set(SCENARIOS.map((scenario) => scenario.name));

    expect(trail.expected.filter((sweep) => !names.has(sweep.scenario))).toEqual([]);
  });

  it('hold as many calls of each rule as the sample says', () => {
    const ids = new Map(callsIn(trail.files).map((call) => [call.eventId, call.ruleId]));
    const rules = [...ids.values()];

    expect(rules.length).toBe(670);
    expect(rules.filter((rule) => rule === 'get-service-quota')).toHaveLength(34);
  });

  it('make no record that is a call but cannot be read', () => {
    const outcomes = trail.files
      .flatMap((file) => [...unwrap({ Records: file.records })])
      .map((unwrapped) => parseCall(unwrapped, parseOptions('arn')));

    expect(outcomes.filter((outcome) => outcome.kind === 'rejected')).toEqual([]);
  });

  it('leave a digest file that is recognized as one', () => {
    const [unwrapped] = unwrap(trail.digest.content);

    expect(unwrapped).toEqual({ kind: 'digest' });
  });
});

function expectedIn({ expected }: GeneratedTrail, windowing: Windowing) {
  return expected
    .filter((sweep) => sweep.windowings.includes(windowing))
    .map(({ ruleId, principalArn, regions, calls, firstCall, lastCall }) => ({
      ruleId,
      principalKey: `arn:${principalArn}`,
      regions,
      calls,
      firstCall: Date.parse(firstCall) / 1000,
      lastCall: Date.parse(lastCall) / 1000,
    }));
}
