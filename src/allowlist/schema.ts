/**
 * The shape of an allow-list. `read-allowlist.ts` also checks what values mean. The bundle of the handler contains this
 * module, so it has no messages.
 */
import * as z from 'zod/mini';
import { MAX_REGIONS } from '../detection/bucket';
import { MAX_LISTED } from '../detection/evidence';
import { RULE_IDS } from '../detection/rules/rule-catalog';
import { maxLength, minLength } from './length-checks';

/** Bounds, inclusive. */
export const LIMITS = {
  entries: 200,
  /** Networks of one entry. */
  networks: 20,
  /** Characters of an id, and of owner, ticket and reason. */
  id: 64,
  text: 200,
  regions: MAX_REGIONS,
  calls: 10_000,
  // A finding lists no more, and its other source IPs are unknown.
  addresses: MAX_LISTED.sourceIps,
} as const;

const matching = (pattern: RegExp, longest = 400) =>
  z.string().check(z.regex(pattern), maxLength(longest));

const upTo = (max: number) => z.int().check(z.gte(1), z.lte(max));

/** Printable, on one line, and not blank. */
const TEXT = matching(/^(?=.*\S)[^\p{C}\p{Zl}\p{Zp}]+$/u, LIMITS.text);

export const MATCH = z.partial(
  z.strictObject({
    principal: matching(/^(?!.*\*\*)[\w+=,.@:/*?-]+$/),
    account: matching(/^\d{12}$/),
    rolePath: matching(/^(?!.*\*\*)\/(?:[\w+=,.@/*?-]*[/*])?$/),
    roleName: matching(/^(?!.*\*\*)[\w+=,.@*?-]+$/),
    sourceCidr: z
      .array(matching(/^[\da-fA-F:.]+\/\d{1,3}$/))
      .check(minLength(1), maxLength(LIMITS.networks)),
    // Printable ASCII without a backslash, which would not escape anything here.
    userAgent: matching(/^(?!.*\*\*)[ -[\]-~]+$/),
    rule: z.enum(RULE_IDS),
  }),
);

export const CEILINGS_FIELDS = z.strictObject({
  regions: upTo(LIMITS.regions),
  calls: upTo(LIMITS.calls),
  addresses: upTo(LIMITS.addresses),
  hours: z.optional(matching(/^(?:[01]\d|2[0-3])-(?:0[1-9]|1\d|2[0-4])$/)),
});

export const ENTRY = z.strictObject({
  id: matching(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, LIMITS.id),
  match: MATCH,
  ceilings: CEILINGS_FIELDS,
  owner: TEXT,
  ticket: TEXT,
  reason: TEXT,
  expires: matching(/^\d{4}-\d{2}-\d{2}$/),
});

export const ALLOWLIST = z.strictObject({
  $schema: z.optional(z.string()),
  entries: z.array(ENTRY).check(maxLength(LIMITS.entries)),
});

export type AllowlistMatch = Readonly<z.infer<typeof MATCH>>;
export type AllowlistCeilings = Readonly<z.infer<typeof CEILINGS_FIELDS>>;

/** A harmless sweep with its limits, its expiry and its owner. */
export type AllowlistEntry = Readonly<z.infer<typeof ENTRY>>;
