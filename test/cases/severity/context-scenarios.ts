/** Sweeps with a baseline or related sweeps, and the severity that they must get. */
import type {
  BaselineFacts,
  RelatedFacts,
  SweepContext,
} from '../../../src/detection/severity/context';
import { roleSession } from '../../support/findings';
import type { Scenario } from './scenario';

const BROWSER =
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 Chrome/114.0.0.0';
const BOTO = 'Boto3/1.34.0 md/Botocore#1.34.0 ua/2.0 os/linux#6.1.0 lang/python#3.11.6';
const SESSION = roleSession('ops');
const CLICK = { userAgent: BROWSER, sessionCredentialFromConsole: 'true' };

type Known = Extract<BaselineFacts, { readonly state: 'known' }>;

/** Nothing of it is new, unless given. */
const ROUTINE: Known = {
  state: 'known',
  days: 30,
  principals: 1,
  newPrincipals: 0,
  regions: 17,
  newRegions: 0,
  addresses: 1,
  newAddresses: 0,
  account: { regions: 17, newRegions: 0 },
};
/** A principal known in one region, in an account that uses that region alone. */
const OUT_OF_ITS_REGION: Known = {
  ...ROUTINE,
  newRegions: 16,
  newAddresses: 1,
  account: { regions: 17, newRegions: 16 },
};
/** A principal that is new to the account. */
const STRANGER: Known = {
  ...ROUTINE,
  newPrincipals: 1,
  regions: 0,
  addresses: 0,
  account: { regions: 17, newRegions: 16 },
};
const YOUNG: BaselineFacts = { state: 'young', days: 3 };
const ALONE: RelatedFacts = { state: 'read', otherPrincipals: 0 };
const PROBED: RelatedFacts = {
  state: 'read',
  otherRule: { by: 'principal', calls: 1, regions: 1 },
  otherPrincipals: 0,
};

function context(baseline: BaselineFacts, related: RelatedFacts = ALONE): SweepContext {
  return { baseline, related };
}

function sameBy(by: 'identity' | 'address'): RelatedFacts {
  return { state: 'read', otherRule: { by, principals: 1 }, otherPrincipals: 0 };
}

export const CONTEXT_SCENARIOS: readonly Scenario[] = [
  {
    what: 'a click while the baseline is young',
    sweep: { userIdentity: SESSION, fields: CLICK, context: context(YOUNG) },
    severity: 'informational',
    score: 0,
    reasons: ['console-session', 'describe-instances', 'baseline', 'browser'],
  },
  {
    what: 'a click by someone new',
    sweep: { userIdentity: SESSION, fields: CLICK, context: context(STRANGER) },
    severity: 'informational',
    score: 3,
    reasons: [
      'console-session',
      'describe-instances',
      'first-seen',
      'new-regions-of-account',
      'browser',
    ],
  },
  {
    what: 'a click by someone new that AWS did not mark as a console call',
    sweep: { userIdentity: SESSION, fields: { userAgent: BROWSER }, context: context(STRANGER) },
    severity: 'informational',
    score: 18,
    reasons: ['describe-instances', 'first-seen', 'new-regions-of-account', 'browser'],
  },
  {
    what: 'a first click in EC2 Global View, away from home',
    sweep: {
      userIdentity: SESSION,
      fields: { userAgent: BROWSER },
      context: context(OUT_OF_ITS_REGION),
    },
    severity: 'informational',
    score: 18,
    reasons: [
      'describe-instances',
      'new-address',
      'new-regions',
      'new-regions-of-account',
      'browser',
    ],
  },
  {
    what: 'a click by someone who also read the quota',
    sweep: { userIdentity: SESSION, fields: CLICK, context: context(ROUTINE, PROBED) },
    severity: 'low',
    score: 20,
    reasons: ['both-rules', 'console-session', 'describe-instances', 'browser'],
  },
  {
    what: 'a daily scanner with a role',
    sweep: { userIdentity: SESSION, fields: { userAgent: BOTO }, context: context(ROUTINE) },
    severity: 'low',
    score: 25,
    reasons: ['describe-instances', 'script'],
  },
  {
    what: 'a script with a role that the baseline does not know',
    sweep: { userIdentity: SESSION, fields: { userAgent: BOTO }, context: context(STRANGER) },
    severity: 'medium',
    score: 40,
    reasons: ['describe-instances', 'first-seen', 'script', 'new-regions-of-account'],
  },
  {
    what: 'a script with a long-term key while the baseline is young',
    sweep: { fields: { userAgent: BOTO }, context: context(YOUNG) },
    severity: 'medium',
    score: 45,
    reasons: ['long-term-key', 'describe-instances', 'script', 'baseline'],
  },
  {
    what: 'a script with a long-term key known in one region, from a new source IP',
    sweep: { fields: { userAgent: BOTO }, context: context(OUT_OF_ITS_REGION) },
    severity: 'high',
    score: 60,
    reasons: [
      'long-term-key',
      'describe-instances',
      'script',
      'new-address',
      'new-regions',
      'new-regions-of-account',
    ],
  },
  {
    what: 'a script with a long-term key that the baseline does not know',
    sweep: { fields: { userAgent: BOTO }, context: context(STRANGER) },
    severity: 'high',
    score: 60,
    reasons: [
      'long-term-key',
      'describe-instances',
      'first-seen',
      'script',
      'new-regions-of-account',
    ],
  },
  {
    what: 'a script with a leaked long-term key that reads the quota once, while the baseline is young',
    sweep: { fields: { userAgent: BOTO }, context: context(YOUNG, PROBED) },
    severity: 'high',
    score: 65,
    reasons: ['both-rules', 'long-term-key', 'describe-instances', 'script', 'baseline'],
  },
  {
    what: 'a script with a leaked, unknown long-term key that also reads the quota',
    sweep: { fields: { userAgent: BOTO }, context: context(STRANGER, PROBED) },
    severity: 'critical',
    score: 80,
    reasons: [
      'both-rules',
      'long-term-key',
      'describe-instances',
      'first-seen',
      'script',
      'new-regions-of-account',
    ],
  },
  {
    what: 'a quota sweep with a leaked long-term key that also lists instances',
    sweep: {
      ruleId: 'get-service-quota',
      fields: { userAgent: BOTO },
      context: context(YOUNG, PROBED),
    },
    severity: 'critical',
    score: 90,
    reasons: ['get-service-quota', 'both-rules', 'long-term-key', 'script', 'baseline'],
  },
  {
    what: 'a quota sweep by a role that the baseline does not know',
    sweep: {
      ruleId: 'get-service-quota',
      userIdentity: SESSION,
      fields: { userAgent: BROWSER },
      context: context(STRANGER),
    },
    severity: 'medium',
    score: 55,
    reasons: ['get-service-quota', 'first-seen', 'new-regions-of-account', 'browser'],
  },
  {
    what: 'a script in a role session while another session of the role sweeps quotas',
    sweep: {
      userIdentity: SESSION,
      fields: { userAgent: BOTO },
      context: context(ROUTINE, sameBy('identity')),
    },
    severity: 'medium',
    score: 45,
    reasons: ['both-rules', 'describe-instances', 'script'],
  },
  {
    what: 'a click from an office where someone else sweeps quotas',
    sweep: { userIdentity: SESSION, fields: CLICK, context: context(ROUTINE, sameBy('address')) },
    severity: 'informational',
    score: 10,
    reasons: ['console-session', 'describe-instances', 'both-rules', 'browser'],
  },
  {
    what: 'three principals from one source IP',
    sweep: {
      userIdentity: SESSION,
      fields: { userAgent: BOTO },
      context: context(ROUTINE, { state: 'read', otherPrincipals: 2 }),
    },
    severity: 'low',
    score: 30,
    reasons: ['describe-instances', 'script', 'several-principals'],
  },
  {
    what: 'a script with a long-term key while the baseline cannot be read',
    sweep: {
      fields: { userAgent: BOTO },
      context: {
        baseline: { state: 'unread', why: 'timeout' },
        related: { state: 'unread', why: 'error' },
      },
    },
    severity: 'medium',
    score: 45,
    reasons: ['long-term-key', 'describe-instances', 'script', 'baseline', 'both-rules'],
  },
  {
    what: 'a script with a role in an account too large to read',
    sweep: {
      userIdentity: SESSION,
      fields: { userAgent: BOTO },
      context: context({
        state: 'known',
        days: 30,
        principals: 1,
        newPrincipals: 0,
        regions: 17,
        newRegions: 17,
        addresses: 0,
        newAddresses: 0,
      }),
    },
    severity: 'low',
    score: 30,
    reasons: ['describe-instances', 'script', 'new-regions', 'new-regions-of-account'],
  },
];
