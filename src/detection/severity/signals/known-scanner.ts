import { type Signal, valuesOf } from '../signal';

/** Widely used security scanners, cost scanners and inventory tools. */
const SCANNER =
  /\b(?:prowler|scoutsuite|cloudsploit|cloudmapper|steampipe|cartography|cloudquery|wiz|orca|lacework|datadog|turbot|cloud-?custodian|c7n|komiser|vantage|driftctl)/i;

export const knownScanner = {
  id: 'known-scanner',
  points: 0,
  observe(facts) {
    return valuesOf(facts, 'userAgent').some((agent) => SCANNER.test(agent))
      ? {
          sentence:
            'A user agent names a widely used scanner. Check whether it is yours: user agents are easy to forge.',
          values: {},
        }
      : undefined;
  },
} as const satisfies Signal;
