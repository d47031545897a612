import { CAPPED_FIELDS, type CappedField, type Finding } from '../../detection/finding';
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

/** Leaves out empty fields, because Security Hub refuses them. */
export function asffProductFields(finding: Finding): Record<string, string> {
  const { principal, evidence, window, rule, reasons } = finding;
  const fields = {
    FindingId: finding.id,
    RuleId: rule.id,
    ElasticRuleId: rule.elasticRuleId,
    Attack: techniqueIds(finding).join(', '),
    Score: String(finding.score),
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
      reasons
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
