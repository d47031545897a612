import type { Finding } from '../../detection/finding';
import { type Incident, leadOf } from '../../detection/incident/incident';
import type { IncidentChange } from '../../detection/notification';
import type { Severity } from '../../detection/rules/rule';
import { aftermathOf } from '../aftermath';
import { chainSteps } from '../chain-steps';
import { eventNamesOf, matchOf } from '../facts';
import { renderHeadline } from '../headline';
import { nextSteps } from '../next-steps';
import { sentenceOf } from '../reasons';
import { addressKind, fieldText } from '../record-text';
import { renderLead } from '../summary';
import { ASFF_LIMITS } from './limits';
import { asffProductFields } from './product-fields';
import { asffResources } from './resources';

/** Where and when to import an incident. */
export interface AsffTarget {
  /** The default product of the hub's account, in its region; see {@link defaultProductArn}. */
  readonly productArn: string;
  /**
   * ISO 8601, UTC. An import whose time is not later than that of the previous one changes nothing.
   * @default the time when the incident was opened
   */
  readonly updatedAt?: string;
}

const TYPES = ['TTPs/Discovery'];
const REMEDIATION_URL = 'https://docs.aws.amazon.com/guardduty/latest/ug/compromised-creds.html';

/** The sweep is a fact: the calls were counted. The severity rates how likely it is hostile. */
const CONFIDENCE = 100;

const LABELS = {
  informational: 'INFORMATIONAL',
  low: 'LOW',
  medium: 'MEDIUM',
  high: 'HIGH',
  critical: 'CRITICAL',
} as const satisfies Record<Severity, string>;

const PRODUCT_ARN =
  /^arn:aws(?:-[a-z]+)*:securityhub:[a-z0-9-]{1,32}:(\d{12}):product\/\1\/default$/;

/** Whether it is the ARN of a default product, which {@link renderAsff} needs. */
export function isDefaultProductArn(text: string): boolean {
  return PRODUCT_ARN.test(text);
}

/** The product that every account has in every region for its own findings. */
export function defaultProductArn(place: {
  readonly partition: string;
  readonly region: string;
  readonly accountId: string;
}): string {
  const { partition, region, accountId } = place;
  return `arn:${partition}:securityhub:${region}:${accountId}:product/${accountId}/default`;
}

/**
 * The incident as one finding of Security Hub, described by its most severe finding. All notifications of an incident
 * have the same `Id`, so the first creates the finding there and later ones change it. The default product demands that
 * `AwsAccountId` is the hub's account, which imports the finding; `Resources` has the caller's account. `RecordState`
 * stays active when the incident is closed: whether it mattered, an analyst decides in `Workflow`.
 *
 * @throws Error when `productArn` is not that of a default product.
 * @see https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_BatchImportFindings.html
 */
export function renderAsff(change: IncidentChange, { productArn, updatedAt }: AsffTarget) {
  const { incident, kind } = change;
  const lead = leadOf(incident);
  const { rule } = lead;
  const severity = { Label: LABELS[incident.severity], Original: String(incident.score) };
  return {
    SchemaVersion: '2018-10-08',
    Id: incident.id,
    ProductArn: productArn,
    ProductName: 'RegionSweep',
    CompanyName: 'RegionSweep',
    GeneratorId: `regionsweep/${rule.id}`,
    AwsAccountId: accountOf(productArn),
    Types: TYPES,
    FirstObservedAt: incident.firstActivity,
    LastObservedAt: incident.lastActivity,
    CreatedAt: incident.openedAt,
    UpdatedAt: updatedAt ?? incident.openedAt,
    Severity: severity,
    Confidence: CONFIDENCE,
    Title: renderHeadline(change),
    Description: sentences(
      [renderLead(change), ...incident.reasons.map(sentenceOf)],
      ASFF_LIMITS.description,
    ),
    Remediation: { Recommendation: { Text: recommendation(incident), Url: REMEDIATION_URL } },
    SourceUrl: rule.references[0] ?? REMEDIATION_URL,
    ProductFields: asffProductFields(incident),
    Resources: asffResources(lead),
    Action: actionOf(lead),
    RecordState: 'ACTIVE' as const,
    // Later imports cannot change it, so they leave it out.
    ...(kind === 'opened' && change.from === undefined && { Workflow: { Status: 'NEW' as const } }),
    // Later imports change these; the fields above then belong to the customer.
    FindingProviderFields: { Severity: severity, Confidence: CONFIDENCE, Types: TYPES },
  };
}

function accountOf(productArn: string): string {
  const accountId = PRODUCT_ARN.exec(productArn)?.[1];
  if (accountId === undefined) {
    throw new Error(
      `"${fieldText(productArn, ASFF_LIMITS.id)}" is not the ARN of a Security Hub default product. Use one such as arn:aws:securityhub:eu-central-1:111122223333:product/111122223333/default.`,
    );
  }
  return accountId;
}

/** As many of the first sentences as fit. */
function sentences(texts: readonly string[], maxLength: number): string {
  let joined = '';
  for (const text of texts) {
    const longer = joined === '' ? text : `${joined} ${text}`;
    if (longer.length > maxLength) {
      break;
    }
    joined = longer;
  }
  return joined;
}

/** Whom to ask, how to stop the principal and what to undo, without commands, which are too long. */
function recommendation(incident: Incident): string {
  const isFollowed = aftermathOf(incident) !== undefined;
  const [ask, , contain] = nextSteps(leadOf(incident), { isFollowed });
  const undo = chainSteps(incident).map(({ text }) => text);
  return sentences([ask.text, contain.text, ...undo], ASFF_LIMITS.recommendation);
}

/** The first IPv4 source IP, or else the first name; `ProductFields` has the others. */
function actionOf(finding: Finding) {
  const { eventSource } = matchOf(finding);
  const [eventName] = eventNamesOf(finding);
  const { sourceIps, firstCall, lastCall } = finding.evidence;
  const ipv4 = sourceIps.find((address) => addressKind(address) === 'ipv4');
  const name = sourceIps.find((address) => addressKind(address) === 'name');
  return {
    ActionType: 'AWS_API_CALL',
    AwsApiCallAction: {
      Api: eventName,
      ServiceName: eventSource,
      ...(ipv4 !== undefined && {
        CallerType: 'remoteIp',
        RemoteIpDetails: { IpAddressV4: ipv4 },
      }),
      ...(ipv4 === undefined &&
        name !== undefined && {
          CallerType: 'domain',
          DomainDetails: { Domain: fieldText(name, ASFF_LIMITS.apiText) },
        }),
      FirstSeen: firstCall,
      LastSeen: lastCall,
    },
  };
}
