import { isObject } from '../detection/json';
import type { ConfigProblem } from './config-error';
import { ORGANIZATION_ALLOWED, ORGANIZATION_MEMBERS } from './organization-members';
import { shownValue } from './shown-value';

/**
 * What is wrong with an `organization` whose members may each be valid: it admits nobody, or lacks the id
 * that other members rest on.
 *
 * @param organization may be invalid; that is left to the schema.
 */
export function organizationProblems(organization: unknown): ConfigProblem[] {
  if (!isObject(organization) || organization['id'] !== undefined) {
    return [];
  }
  const received = shownValue(organization);
  const dependents = ['units', 'managementAccount'].filter((key) => isGiven(organization[key]));
  if (dependents.length > 0) {
    const names = dependents.join(' and ');
    const { allowed, fix } = ORGANIZATION_MEMBERS.id;
    return [
      {
        key: 'organization.id',
        problem: `is missing, but ${names} can only be of an organization`,
        received,
        allowed,
        fix: `${fix} Or remove ${names}.`,
      },
    ];
  }
  if (isGiven(organization['accounts'])) {
    return [];
  }
  return [
    {
      key: 'organization',
      problem: 'names neither an organization (id) nor accounts',
      received,
      allowed: ORGANIZATION_ALLOWED,
      fix: 'Give id or accounts, or leave organization out: then the hub serves its own account alone.',
    },
  ];
}

/** An empty list is as good as none. */
function isGiven(value: unknown): boolean {
  return value !== undefined && !(Array.isArray(value) && value.length === 0);
}
