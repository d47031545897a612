import { CAPPED_FIELDS, type CappedField, type Finding } from '../../detection/finding';
import { type Incident, leadOf } from '../../detection/incident/incident';
import { firstOf, principalName, techniqueIds } from '../facts';
import { sentenceOf } from '../reasons';
import { arnText, fieldText } from '../record-text';
import { ASFF_LIMITS } from './limits';

/** For what the format has no field for. Our names have this prefix, as Security Hub's have `aws/`. */
const PREFIX = 'regionsweep/';

/** Lists of the evidence, except those that are too long for ASFF. */
const LISTS = CAPPED_FIELDS.filter((field) => field !== 'eventTimes' && field !== 'eventIds');

const MAX_REASONS = 20;
const MAX_VALUE = 160;

/** The fields of the most severe finding and counts of the incident. Security Hub refuses empty fields. */
export function asffProductFields(incident: Incident): Record<string, string> {
  const finding = leadOf(incident);
  const { principal, evidence, window, rule } = finding;
  const fields = {
    IncidentId: incident.id,
    Identity: arnText(incident.identity.key, ASFF_LIMITS.productFieldValue),
    Follows: incident.follows ?? '',
    MergedInto: incident.mergedInto ?? '',
    Sweeps: String(incident.totals.sweeps),
    Actors: String(incident.totals.actors),
    WatchedCalls: watchedCalls(incident),
    FindingId: finding.id,
    RuleId: rule.id,
    ElasticRuleId: rule.elasticRuleId,
    Attack: techniqueIds(finding).join(', '),
    Score: String(incident.score),
    Principal: arnText(principalName(principal), ASFF_LIMITS.productFieldValue),
    PrincipalKind: principal.kind,
    PrincipalType: fieldText(principal.type, MAX_VALUE),
    ...(principal.sessionName !== undefined && {
      SessionName: fieldText(principal.sessionName, MAX_VALUE),
    }),
    CallCount: String(evidence.callCount),
    RegionCount: String(evidence.regionCount),
    CountsAreLowerBounds: String(evidence.atLeast),
    WindowStart: window.start,
    WindowEnd: window.end,
    ...Object.fromEntries(LISTS.map((field) => [field, listText(finding, field)])),
    ...Object.fromEntries(
      incident.reasons
        .slice(0, MAX_REASONS)
        .map((reason, index) => [`Reason/${index + 1}`, sentenceOf(reason)]),
    ),
  };
  return Object.fromEntries(
    Object.entries(fields)
      .filter(([, value]) => value !== '')
      .map(([name, value]) => [`${PREFIX}${name}`, value.slice(0, ASFF_LIMITS.productFieldValue)]),
  );
}

/** For example `RunInstances (12), CreateUser (1)`. */
function watchedCalls({ timeline }: Incident): string {
  const counts = new Map<string, number>();
  for (const line of timeline) {
    if (line.kind === 'watched') {
      counts.set(line.eventName, (counts.get(line.eventName) ?? 0) + line.count);
    }
  }
  return [...counts].map(([name, count]) => `${fieldText(name, MAX_VALUE)} (${count})`).join(', ');
}

/** As many whole entries as there is room for, and how many are left out. */
function listText({ evidence }: Finding, field: CappedField): string {
  const texts = evidence[field].map((value) => fieldText(value, MAX_VALUE));
  for (let shown = texts.length; shown > 0; shown -= 1) {
    const { more } = firstOf(evidence, field, shown);
    const text = [texts.slice(0, shown).join(', '), ...(more === undefined ? [] : [more])].join(
      ' ',
    );
    if (text.length <= ASFF_LIMITS.productFieldValue) {
      return text;
    }
  }
  return '';
}
