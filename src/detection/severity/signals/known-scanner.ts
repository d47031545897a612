import { type Signal, valuesOf } from '../signal';

/** Scanners of security and cost, and inventories, that are in wide use. */
const SCANNER =
  /\b(?:prowler|scoutsuite|cloudsploit|cloudmapper|steampipe|cartography|cloudquery|wiz|orca|lacework|datadog|turbot|cloud-?custodian|c7n|komiser|vantage|driftctl)/i;

export const knownScanner = {
  id: 'known-scanner',
  points: 0,
  observe(facts) {
    return valuesOf(facts, 'userAgent').some((agent) => SCANNER.test(agent))
      ? {
          sentence:
            'A user agent names a scanner in wide use. Is it one of yours? User agents are easily forged.',
          values: {},
        }
      : undefined;
  },
} as const satisfies Signal;
