import type { RuleId } from '../rules/rule-catalog';
import type { Signal } from './signal';
import { attackTool } from './signals/attack-tool';
import { awsService } from './signals/aws-service';
import { baseline } from './signals/baseline';
import { bothRules } from './signals/both-rules';
import { browser } from './signals/browser';
import { closedRegions } from './signals/closed-regions';
import { consoleSession } from './signals/console-session';
import { deniedCalls } from './signals/denied-calls';
import { evenPace } from './signals/even-pace';
import { firstSeen } from './signals/first-seen';
import { knownScanner } from './signals/known-scanner';
import { longTermKey } from './signals/long-term-key';
import { newAddress } from './signals/new-address';
import { newRegions } from './signals/new-regions';
import { newRegionsOfAccount } from './signals/new-regions-of-account';
import { oldSdk } from './signals/old-sdk';
import { rootUser } from './signals/root-user';
import { script } from './signals/script';
import { serviceLinkedRole } from './signals/service-linked-role';
import { severalAddresses } from './signals/several-addresses';
import { severalPrincipals } from './signals/several-principals';
import { sweepsOfRules } from './signals/sweep-of-rule';
import { unknownParameters } from './signals/unknown-parameters';

const SIGNALS_OF_CALLS = [
  longTermKey,
  rootUser,
  deniedCalls,
  unknownParameters,
  closedRegions,
  script,
  oldSdk,
  evenPace,
  severalAddresses,
  attackTool,
  knownScanner,
  browser,
  consoleSession,
  awsService,
  serviceLinkedRole,
] as const satisfies readonly Signal[];

/** These need more than the calls of the sweep; see `context.ts`. */
const SIGNALS_OF_CONTEXT = [
  bothRules,
  severalPrincipals,
  firstSeen,
  newRegions,
  newRegionsOfAccount,
  newAddress,
  baseline,
] as const satisfies readonly Signal[];

export type SignalId = RuleId | (typeof SIGNALS_OF_CALLS | typeof SIGNALS_OF_CONTEXT)[number]['id'];

/** A signal of the catalogue. */
export type CatalogSignal = Signal & { readonly id: SignalId };

/** All signals. Context keys, the schema of the finding and docs follow from this list. */
export const SIGNALS: readonly CatalogSignal[] = [
  ...sweepsOfRules,
  ...SIGNALS_OF_CALLS,
  ...SIGNALS_OF_CONTEXT,
];

export const SIGNAL_IDS: readonly SignalId[] = SIGNALS.map(({ id }) => id);
