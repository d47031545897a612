import { isNamed } from '../../user-agent';
import { type Signal, valuesOf } from '../signal';

/** @see https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_finding-types-iam.html#pentest-iam-kalilinux */
export const attackTool = {
  id: 'attack-tool',
  points: 30,
  observe(facts) {
    return valuesOf(facts, 'userAgent').some((agent) => isNamed('attack-tool', agent))
      ? {
          sentence: 'A user agent names a tool or an operating system made for attacks.',
          values: {},
        }
      : undefined;
  },
} as const satisfies Signal;
