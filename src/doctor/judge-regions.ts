import { counted } from '../detection/severity/signal';
import { type Check, checkOf, type Problem } from './check';
import type { Facts } from './facts';
import { partition } from './look';

/** Does `regions` name the regions that the account has enabled? */
export function judgeRegions({ enabledRegions, monitoredRegions, hasForwarders }: Facts): Check {
  const looks = { enabled: partition([enabledRegions]), monitored: partition([monitoredRegions]) };
  const needed = partition([hasForwarders]);
  const enabled = looks.enabled.values.flat();
  const monitored = looks.monitored.values.flat();
  const areBothSeen = enabled.length > 0 && monitored.length > 0;
  const lacking = enabled.filter((region) => !monitored.includes(region));
  const disabled = monitored.filter((region) => !enabled.includes(region));
  const [isByForwarder = true] = needed.values;
  return checkOf('regions', {
    looked: 'the regions that this account has enabled, and those in the setting regions',
    why: 'Without a forwarder, the calls of a region do not count. A sweep then shows fewer regions than it has, and may stay below minRegions.',
    fine: [
      isByForwarder
        ? `The setting regions has all ${enabled.length} regions that this account has enabled.`
        : 'The trail brings the calls of every region, whether regions names it or not.',
    ],
    problems: areBothSeen && isByForwarder ? problemsOf(lacking, disabled, enabled) : [],
    unseen: [...looks.enabled.unseen, ...looks.monitored.unseen, ...needed.unseen],
  });
}

function problemsOf(
  lacking: readonly string[],
  disabled: readonly string[],
  enabled: readonly string[],
): Problem[] {
  return [
    ...(lacking.length === 0
      ? []
      : [
          {
            found: `The setting regions lacks ${counted(lacking.length, 'region')} that this account has enabled: ${lacking.join(', ')}.`,
            fix: `Set regions in cdk.json to ${JSON.stringify(enabled)}, and deploy.`,
          },
        ]),
    ...(disabled.length === 0
      ? []
      : [
          {
            found: `The setting regions has ${counted(disabled.length, 'region')} that this account has not enabled, so that no forwarder can be there: ${disabled.join(', ')}.`,
            fix: `Remove ${disabled.join(', ')} from regions, or enable each: aws account enable-region --region-name <region>`,
          },
        ]),
  ];
}
