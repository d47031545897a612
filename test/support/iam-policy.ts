import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A statement of an identity policy; always an `Allow` here. */
interface PolicyStatement {
  readonly Sid: string;
  readonly Effect: string;
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
}

export interface PolicyDocument {
  readonly Version: string;
  readonly Statement: readonly PolicyStatement[];
}

/** A policy in `docs`, for example `deployer-policy`. */
export function documentedPolicy(name: string): PolicyDocument {
  return JSON.parse(readFileSync(join(__dirname, '../../docs', `${name}.json`), 'utf8'));
}

/**
 * Whether a statement allows the action on the resource. Conditions are ignored.
 *
 * @param action for example `sts:AssumeRole`.
 * @param resource an ARN, or `*` for an action without a resource.
 */
export function isAllowed(policy: PolicyDocument, action: string, resource: string): boolean {
  return policy.Statement.some(
    ({ Action, Resource }) =>
      Action.some((pattern) => matches(pattern.toLowerCase(), action.toLowerCase())) &&
      Resource.some((pattern) => matches(pattern, resource)),
  );
}

/** Matches as IAM does: `*` stands for any text, `?` for one character. */
function matches(pattern: string, text: string): boolean {
  const expression = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${expression}$`).test(text);
}
