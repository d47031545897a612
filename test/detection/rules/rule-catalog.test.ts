import { eventPatternOf } from '../../../src/detection/rules/event-pattern';
import { SEVERITIES } from '../../../src/detection/rules/rule';
import {
  matchUnder,
  RULE_IDS,
  RULES,
  type RuleId,
  ruleById,
} from '../../../src/detection/rules/rule-catalog';

describe('the catalogue', () => {
  it('holds these rules and no other', () => {
    expect(RULE_IDS).toEqual(['describe-instances', 'get-service-quota']);
  });

  it.each([
    ['describe-instances', '393ef120-63d1-11ef-8e38-f661ea17fbce', ['T1580']],
    ['get-service-quota', '19be0164-63d2-11ef-8e38-f661ea17fbce', ['T1526', 'T1580']],
  ] as const)('answers with %s the Elastic rule %s', (id, elasticRuleId, techniques) => {
    const rule = ruleById(id);

    expect(rule).toMatchObject({ id, elasticRuleId, severity: 'low', riskScore: 21 });
    expect(rule.attack.map(({ tactic }) => tactic.id)).toEqual(['TA0007']);
    expect(rule.attack.flatMap(({ techniques: shown }) => shown.map((one) => one.id))).toEqual(
      techniques,
    );
  });

  it('gives no two rules the same id, name or pattern', () => {
    for (const identity of [
      RULES.map(({ id }) => id),
      RULES.map(({ name }) => name),
      RULES.map(({ match }) => JSON.stringify(eventPatternOf(match))),
    ]) {
      expect(new Set(identity).size).toBe(RULES.length);
    }
  });

  describe.each(RULES)('$id', (rule) => {
    it('has an id that fits a file name and a context key', () => {
      expect(rule.id).toMatch(/^[a-z]+(-[a-z]+)*$/);
    });

    it('has a name on one line and a description in sentences', () => {
      expect(rule.name).toMatch(/^[A-Z][^\n]{9,79}[^.\n]$/);
      expect(rule.description).toMatch(/^[A-Z][^\n]{39,}\.$/);
    });

    it('has a severity and a risk score', () => {
      expect(SEVERITIES).toContain(rule.severity);
      expect(Number.isInteger(rule.riskScore)).toBe(true);
      expect(rule.riskScore).toBeGreaterThanOrEqual(0);
      expect(rule.riskScore).toBeLessThanOrEqual(100);
    });

    it('refers to where one reads on', () => {
      expect(rule.references.length).toBeGreaterThanOrEqual(2);
      for (const reference of rule.references) {
        expect(new URL(reference).protocol).toBe('https:');
      }
    });

    it('is mapped to ATT&CK', () => {
      expect(rule.attack.length).toBeGreaterThan(0);
      for (const { tactic, techniques } of rule.attack) {
        expect(tactic).toEqual({
          id: expect.stringMatching(/^TA\d{4}$/),
          name: expect.stringMatching(/^[A-Z]/),
        });
        expect(techniques.length).toBeGreaterThan(0);
        for (const technique of techniques) {
          expect(technique).toEqual({
            id: expect.stringMatching(/^T\d{4}(\.\d{3})?$/),
            name: expect.stringMatching(/^[A-Z]/),
          });
        }
      }
    });

    it('names the Elastic rule that it answers', () => {
      expect(rule.elasticRuleId).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    });

    it('matches actions of one service', () => {
      expect(rule.match.source).toMatch(/^aws\.[a-z0-9]+$/);
      expect(rule.match.eventSource).toBe(
        rule.match.source.replace('aws.', '').concat('.amazonaws.com'),
      );
      for (const eventName of rule.match.eventNames) {
        expect(eventName).toMatch(/^[A-Z][A-Za-z]+$/);
      }
    });

    it('has no call under other settings that it does not have by default', () => {
      const settings = { quotas: ['L-34B43A08'], awsDefaultQuota: true };

      expect(matchUnder(rule, {})).toEqual(rule.match);
      expect(rule.match.eventNames).toEqual(
        expect.arrayContaining([...matchUnder(rule, settings).eventNames]),
      );
    });
  });
});

describe('ruleById', () => {
  it.each(RULE_IDS)('finds %s', (id) => {
    expect(ruleById(id).id).toBe(id);
  });

  it('fails for an id that is not in the catalogue, and names those that are', () => {
    expect(() => ruleById('no-such-rule' as RuleId)).toThrow(
      'No rule has the id "no-such-rule". Known ids: describe-instances, get-service-quota.',
    );
  });
});
