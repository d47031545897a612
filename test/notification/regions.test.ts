import { AWS_REGIONS } from '../../src/config/aws-regions';
import { missingRegions, regionsInWords, regionsToSearch } from '../../src/notification/regions';
import { cappedRoleSweep, DEFAULT_REGIONS, findingOf } from '../support/findings';

describe('regionsInWords', () => {
  it('counts the regions of AWS where the deployment is not known', () => {
    expect(regionsInWords(findingOf().evidence, {})).toBe(`17 of ${AWS_REGIONS.length} regions`);
  });

  it('counts the monitored regions where it is', () => {
    expect(regionsInWords(findingOf().evidence, { regions: DEFAULT_REGIONS })).toBe(
      '17 of 17 monitored regions',
    );
  });

  it('gives no total that does not hold every region called', () => {
    const { evidence } = findingOf({ regions: [...DEFAULT_REGIONS, 'cn-north-1'] });

    expect(regionsInWords(evidence, { regions: DEFAULT_REGIONS })).toBe('18 regions');
    expect(regionsInWords(findingOf().evidence, { regions: ['eu-west-1'] })).toBe(
      `17 of ${AWS_REGIONS.length} regions`,
    );
  });

  it('marks a lower bound', () => {
    expect(regionsInWords(cappedRoleSweep().evidence, {})).toBe('at least 17 regions');
  });
});

describe('missingRegions', () => {
  it('names the few regions that a sweep left out', () => {
    const { evidence } = findingOf({ regions: DEFAULT_REGIONS.slice(2) });

    expect(missingRegions(evidence, {})).toEqual(DEFAULT_REGIONS.slice(0, 2));
    expect(missingRegions(evidence, { regions: ['eu-west-1', 'mx-central-1'] })).toEqual([
      'mx-central-1',
    ]);
  });

  it.each([
    ['all were called', findingOf()],
    ['many were not', findingOf({ regions: DEFAULT_REGIONS.slice(6) })],
    ['the list may be incomplete', cappedRoleSweep()],
  ])('names none where %s', (_, { evidence }) => {
    expect(missingRegions(evidence, {})).toEqual([]);
  });
});

describe('regionsToSearch', () => {
  it('has the regions of the deployment, those that were called, and the one of IAM', () => {
    const { evidence } = findingOf({
      regions: ['mx-central-1', ...DEFAULT_REGIONS.slice(0, 9), '$(id)'],
    });

    expect(regionsToSearch(evidence, { regions: ['eu-west-1'] })).toEqual(
      ['eu-west-1', 'mx-central-1', 'us-east-1', ...DEFAULT_REGIONS.slice(0, 9)].sort(),
    );
  });

  it('falls back to the regions that every account has', () => {
    expect(regionsToSearch(findingOf().evidence, {})).toEqual(DEFAULT_REGIONS);
  });
});
