import type { Call, Caller, RuleSettings } from '../../src/detection/model';
import type { RuleId } from '../../src/detection/rules/rule-catalog';
import { RULE_IDS } from '../../src/detection/rules/rule-catalog';

/** A readable UUID: `uuid(7)` → `00000000-0000-4000-8000-000000000007`. */
export function uuid(number: number): string {
  return `00000000-0000-4000-8000-${number.toString(16).padStart(12, '0')}`;
}

export const ALICE_ARN = 'arn:aws:iam::111122223333:user/alice';

/** Alice. */
export const CALLER: Caller = {
  type: 'IAMUser',
  arn: ALICE_ARN,
  accountId: '111122223333',
  recipientAccountId: '111122223333',
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  sourceIp: '198.51.100.7',
  userAgent: 'aws-cli/2.15.0',
};

/** A call by Alice in `us-east-1` at second 0, but for what is given. */
export function callOf(overrides: Partial<Call> & { readonly eventId: string }): Call {
  return {
    ruleId: 'describe-instances',
    principal: { kind: 'arn', key: `arn:${ALICE_ARN}` },
    second: 0,
    region: 'us-east-1',
    caller: CALLER,
    ...overrides,
  };
}

/** One call in each of `regions` regions, `step` seconds apart. */
export function sweepCalls(
  regions: number,
  { start = 0, step = 1, firstId = 1, ...overrides }: SweepShape = {},
): Call[] {
  return Array.from({ length: regions }, (_, index) =>
    callOf({
      ...overrides,
      eventId: uuid(firstId + index),
      second: start + index * step,
      region: `region-${index}`,
    }),
  );
}

interface SweepShape extends Partial<Omit<Call, 'eventId' | 'second' | 'region'>> {
  readonly start?: number;
  readonly step?: number;
  readonly firstId?: number;
}

export const DEFAULT_SETTINGS: RuleSettings = {
  enabled: true,
  windowSeconds: 30,
  windowing: 'sliding',
  minRegions: 10,
  minCalls: 10,
  groupBy: 'arn',
};

/** The same settings for every rule. */
export function settingsOf(overrides: Partial<RuleSettings> = {}): Record<RuleId, RuleSettings> {
  return Object.fromEntries(
    RULE_IDS.map((id) => [id, { ...DEFAULT_SETTINGS, ...overrides }]),
  ) as Record<RuleId, RuleSettings>;
}
