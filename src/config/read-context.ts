import { isObject } from '../detection/json';

/** Reads one value, which may be text; what cannot be read is returned as it is, for the schema to refuse. */
type Reader = (value: unknown) => unknown;

/** Keys without a prefix that the CDK command line writes to the context for itself. */
const CDK_KEYS: ReadonlySet<string> = new Set(['cli-telemetry', 'acknowledged-issue-numbers']);

const OVERRIDE_READERS: Readonly<Record<string, Reader>> = {
  enabled: readJson,
  windowSeconds: readJson,
  windowing: readText,
  minRegions: readJson,
  minCalls: readJson,
  groupBy: readOneOrMore,
};

const ORGANIZATION_READERS: Readonly<Record<string, Reader>> = {
  id: readText,
  units: readList,
  accounts: readList,
  managementAccount: readText,
};

const READERS: Readonly<Record<string, Reader>> = {
  windowSeconds: readJson,
  windowing: readText,
  minRegions: readJson,
  minCalls: readJson,
  groupBy: readOneOrMore,
  rules: readRules,
  severity: readSeverity,
  notifyFrom: readText,
  renotifyMinutes: readJson,
  regions: readList,
  organization: readOrganization,
  ingestion: readText,
  emails: readList,
  slack: readJson,
  securityHub: readJson,
  allowlist: readText,
  silenceHours: readJson,
  heartbeat: readJson,
  lateEventHours: readJson,
  maxTrackedCalls: readJson,
};

/**
 * Brings both forms of a context value together: typed, as in `cdk.json`, and text, as in `-c key=value`.
 * Leaves out what CDK keeps in the context for itself, and what is undefined.
 */
export function readContext(raw: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const own = Object.entries(raw).filter(([key]) => !isCdkKey(key));
  return readMembers(Object.fromEntries(own), READERS);
}

/** Feature flags begin with `@`, cached look-ups and switches have a colon. */
function isCdkKey(key: string): boolean {
  return key.startsWith('@') || key.includes(':') || CDK_KEYS.has(key);
}

function readMembers(
  members: Readonly<Record<string, unknown>>,
  readers: Readonly<Record<string, Reader>>,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(members)
      .filter(([, value]) => value !== undefined)
      .map(([key, value]) => {
        const read = Object.hasOwn(readers, key) ? readers[key] : undefined;
        return [key, read === undefined ? value : read(value)];
      }),
  );
}

function readText(value: unknown): unknown {
  return typeof value === 'string' ? value.trim() : value;
}

/** One word, or a list of words. */
function readOneOrMore(value: unknown): unknown {
  const list = readList(value);
  return Array.isArray(list) && list.length === 1 ? list[0] : list;
}

function readJson(value: unknown): unknown {
  if (typeof value !== 'string') {
    return value;
  }
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

function readRules(value: unknown): unknown {
  const rules = readJson(value);
  if (!isObject(rules)) {
    return rules;
  }
  return Object.fromEntries(
    Object.entries(rules).map(([id, text]) => {
      const override = readJson(text);
      return [id, isObject(override) ? readMembers(override, OVERRIDE_READERS) : override];
    }),
  );
}

/** Members may be text as well, as `-c` has them. */
function readSeverity(value: unknown): unknown {
  const severity = readJson(value);
  if (!isObject(severity)) {
    return severity;
  }
  return Object.fromEntries(
    Object.entries(severity).map(([key, text]) => {
      const members = readJson(text);
      return [key, isObject(members) ? mapValues(members, readJson) : members];
    }),
  );
}

function mapValues(members: Readonly<Record<string, unknown>>, read: Reader) {
  return Object.fromEntries(Object.entries(members).map(([key, value]) => [key, read(value)]));
}

/** The id of an organization alone is an object that has nothing else. */
function readOrganization(value: unknown): unknown {
  const isId = typeof value === 'string' && value.trim().startsWith('o-');
  const organization = isId ? { id: value } : readJson(value);
  return isObject(organization) ? readMembers(organization, ORGANIZATION_READERS) : organization;
}

/** A JSON list, or members separated by commas. No text at all is an empty list. */
function readList(value: unknown): unknown {
  if (typeof value !== 'string') {
    return value;
  }
  if (value.trim().startsWith('[')) {
    return readJson(value);
  }
  return value
    .split(',')
    .map((member) => member.trim())
    .filter((member) => member !== '');
}
