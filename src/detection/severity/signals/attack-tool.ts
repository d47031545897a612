import { type Signal, valuesOf } from '../signal';

/**
 * Systems and tools made for attacks. SDKs put the name of the system they run on into the user agent.
 * @see https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_finding-types-iam.html#pentest-iam-kalilinux
 */
const ATTACK_TOOL = /\b(?:kali|parrot|pentoo|blackarch|pacu|trufflehog|s3scanner|enumerate-iam)/i;

export const attackTool = {
  id: 'attack-tool',
  points: 30,
  observe(facts) {
    return valuesOf(facts, 'userAgent').some((agent) => ATTACK_TOOL.test(agent))
      ? {
          sentence: 'A user agent names a tool or an operating system made for attacks.',
          values: {},
        }
      : undefined;
  },
} as const satisfies Signal;
