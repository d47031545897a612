import type { Finding } from '../detection/finding';
import type { RuleId } from '../detection/rules/catalog';
import { formatDuration, longTermKeysOf, roleArnOf, spanSeconds } from './facts';
import { parseIamArn } from './well-formed';

/** What in the evidence speaks for one reading or the other. None of it proves anything alone. */
export interface Indicators {
  readonly intruder: readonly string[];
  readonly harmless: readonly string[];
}

/** What else looks like a sweep, rule by rule. */
export const LOOKALIKES: Readonly<Record<RuleId, string>> = {
  'describe-instances':
    'Inventory tools, and one click in EC2 Global View or the VPC dashboard, look the same.',
  'get-service-quota': 'Tools that watch quotas or plan capacity look the same.',
};

const DENIED =
  /Unauthorized|AccessDenied|AuthFailure|OptInRequired|Forbidden|InvalidClientToken|UnrecognizedClient/i;

/** CloudTrail writes the name of an AWS service in place of an address; a caller cannot. */
const SERVICE_ADDRESS = /^(?:AWS Internal|[a-z0-9.-]+\.amazonaws\.com(?:\.cn)?)$/;

const CONSOLE_AGENT = /console|mozilla\/|^AWS Internal$/i;

/** Reads the evidence both ways. The sentences hold no text that a caller can choose. */
export function weighEvidence(finding: Finding): Indicators {
  return { intruder: intruderSigns(finding), harmless: harmlessSigns(finding) };
}

function intruderSigns(finding: Finding): string[] {
  const { evidence, principal } = finding;
  const addresses = evidence.sourceIps.filter((address) => !SERVICE_ADDRESS.test(address)).length;
  const isRoot = principal.type === 'Root' || evidence.identityTypes.includes('Root');
  return present([
    longTermKeysOf(finding).length > 0 &&
      'A long-term key (AKIA) was used. It does not expire, and works for whoever finds it.',
    isRoot && 'The root user made calls. It is hardly ever needed.',
    evidence.errorCodes.some((code) => DENIED.test(code)) &&
      'Calls were denied, as happens to someone who does not know what the key may do.',
    addresses > 1 &&
      `The calls came from ${addresses} addresses within ${formatDuration(spanSeconds(evidence))}.`,
  ]);
}

function harmlessSigns({ evidence, principal }: Finding): string[] {
  const { sourceIps, userAgents } = evidence;
  const role = parseIamArn(roleArnOf(principal) ?? '', 'role');
  return present([
    userAgents.some((agent) => CONSOLE_AGENT.test(agent)) &&
      'A user agent names a browser or the AWS console. User agents are easily forged.',
    sourceIps.some((address) => SERVICE_ADDRESS.test(address)) &&
      'An AWS service made calls for the principal, going by the address that AWS recorded.',
    role?.path.startsWith('aws-service-role/') === true &&
      'The role is one that only an AWS service can use.',
  ]);
}

function present(signs: readonly (string | false)[]): string[] {
  return signs.filter((sign) => sign !== false);
}
