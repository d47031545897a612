import type { JsonObject } from '../../src/detection/json';
import describeInstances from '../cases/templates/describe-instances.json';
import getServiceQuota from '../cases/templates/get-service-quota.json';

/** One ordinary CloudTrail record per rule: Alice calls in `us-east-1` on 2026-03-01 at noon. */
const TEMPLATES = {
  'describe-instances': describeInstances,
  'get-service-quota': getServiceQuota,
} as const;
export type TemplateName = keyof typeof TEMPLATES;

/** A record of a rule; an override that is `undefined` takes the member away. */
export function recordOf(template: TemplateName, overrides: JsonObject = {}): JsonObject {
  const members = Object.entries({ ...TEMPLATES[template], ...overrides });
  return Object.fromEntries(members.filter(([, value]) => value !== undefined));
}
