import { AWS_REGIONS } from '../../src/config/aws-regions';
import { mapRows, regionMap } from '../../src/notification/region-map';
import { cappedRoleSweep, DEFAULT_REGIONS, findingOf } from '../support/findings';

describe('regionMap', () => {
  it('has every region of AWS once, in one part of the world', () => {
    const { parts } = regionMap(findingOf().evidence);

    expect(parts.flatMap(({ reached, notReached }) => [...reached, ...notReached]).sort()).toEqual(
      AWS_REGIONS.map(({ name }) => name),
    );
  });

  it('tells what was reached from what was not, and counts it', () => {
    const { parts, count, others } = regionMap(findingOf().evidence);

    expect(parts.flatMap(({ reached }) => reached).sort()).toEqual(DEFAULT_REGIONS);
    expect(count).toBe(`${DEFAULT_REGIONS.length} of ${AWS_REGIONS.length}`);
    expect(others).toEqual([]);
  });

  it('keeps apart what it does not know, and does not count it', () => {
    const regions = [...DEFAULT_REGIONS, 'cn-north-1', 'US-EAST-1', 'us-east-1x'];
    const { count, others } = regionMap(findingOf({ regions }).evidence);

    expect(count).toBe(`${DEFAULT_REGIONS.length} of ${AWS_REGIONS.length}`);
    expect(others).toEqual(['US-EAST-1', 'cn-north-1', 'us-east-1x']);
  });

  it('says when there may be more', () => {
    expect(regionMap(cappedRoleSweep().evidence).count).toMatch(/^at least 17 of/);
  });

  it('marks in columns of one width', () => {
    const rows = mapRows({
      name: 'Europe',
      reached: ['eu-west-1', 'eu-west-2'],
      notReached: ['eu-north-1', 'eu-south-1', 'eu-south-2'],
    });

    expect(rows).toEqual([
      '*eu-west-1      *eu-west-2       eu-north-1      eu-south-1',
      ' eu-south-2',
    ]);
  });
});
