/** Known tools; any other goes by the first word of its user agent. */
const FAMILIES: readonly (readonly [family: string, pattern: RegExp])[] = [
  ['AWS service', /^(?:AWS Internal|[a-z0-9.-]+\.amazonaws\.com(?:\.cn)?)$/],
  [
    'browser or console',
    /^(?:Mozilla|console\.amazonaws\.com|signin\.amazonaws\.com|\[?S3Console)/,
  ],
  ['Terraform', /\bTerraform\b/i],
  ['Pulumi', /\bPulumi\b/i],
  ['Prowler', /\b(?:prowler|apn_1826889\b)/i],
  ['Scout Suite', /\bscout[- ]?suite/i],
  ['Steampipe', /\bsteampipe/i],
  ['Cloud Custodian', /\b(?:cloud-?custodian|c7n)/i],
  ['AWS CLI', /^aws-cli\//i],
  ['Boto3', /^(?:Boto3|Botocore)\//i],
];

/** Longest name of an unknown tool. */
const MAX_NAME = 24;

/** The tool that a user agent names, without its version. A caller can write anything there. */
export function userAgentFamily(userAgent: string): string {
  const known = FAMILIES.find(([, pattern]) => pattern.test(userAgent));
  if (known !== undefined) {
    return known[0];
  }
  const [name = ''] = /^[\w.+-]+/.exec(userAgent) ?? [];
  return name === '' ? 'other' : name.slice(0, MAX_NAME);
}
