import { RegionInfo } from 'aws-cdk-lib/region-info';
import { AWS_REGIONS } from '../../src/config/aws-regions';
import { problemsOf } from '../support/config-problems';

describe('the table of regions', () => {
  it('has the regions of the commercial partition that CDK knows, and whether each is opt-in', () => {
    const known = RegionInfo.regions
      .filter(({ partition }) => partition === 'aws')
      .map(({ name, isOptInRegion }) => ({ name, isOptIn: isOptInRegion }));

    // If this fails after an update of CDK, AWS has added a region: add it to the table.
    expect(AWS_REGIONS).toEqual(known);
  });
});

describe('the regions of other partitions that CDK knows', () => {
  const others = RegionInfo.regions.filter(({ partition }) => partition !== 'aws');

  it('include those of China, GovCloud, the sovereign cloud and the isolated partitions', () => {
    const partitions = new Set(others.map(({ partition }) => partition));

    expect([...partitions]).toEqual(
      expect.arrayContaining(['aws-cn', 'aws-us-gov', 'aws-eusc', 'aws-iso', 'aws-iso-e']),
    );
  });

  it.each(others.map(({ name }) => name))(
    'are refused because they are of another partition: %s',
    (name) => {
      expect(problemsOf({ regions: [name] })).toEqual([
        expect.objectContaining({
          key: 'regions.0',
          problem: expect.stringMatching(
            /^is a region of .+, and EventBridge does not deliver events across partitions$/,
          ),
          received: `"${name}"`,
          fix: 'Remove it: RegionSweep can only count calls in the commercial partition together.',
        }),
      ]);
    },
  );
});
