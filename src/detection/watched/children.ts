import { identityOfArn, withoutPath } from '../incident/identity';
import type { Caller } from '../model';
import { compareTexts } from '../text';
import type { Child, KeptWatch } from './watched-call';

/** A key, or a user, that a watched call created. */
export interface CreatedChild {
  /** See {@link childKeyOf}. */
  readonly key: string;
  /** The key of the identity under which its own calls are kept. */
  readonly identity: string;
  /** When it was created, seconds since the epoch. */
  readonly second: number;
}

/** How many sessions of one identity RegionSweep follows, and how many keys and users, the earliest first. */
const MAX_SESSIONS = 8;
const MAX_OTHERS = 8;

/**
 * What tells whether a caller is a child: its access key, or for a user in the console its ARN, because the console's
 * keys change.
 *
 * @returns `undefined` where a caller has neither.
 */
export function childKeyOf({
  type,
  arn,
  accessKeyId,
}: Pick<Caller, 'type' | 'arn' | 'accessKeyId'>): string | undefined {
  const isConsoleOfUser = type === 'IAMUser' && accessKeyId?.startsWith('AKIA') !== true;
  return isConsoleOfUser && arn !== undefined ? withoutPath(arn) : accessKeyId;
}

/**
 * The children that some calls of an identity created.
 *
 * @param identity whose calls they are.
 */
export function childrenOf(calls: readonly KeptWatch[], identity: string): CreatedChild[] {
  const found = new Map<string, CreatedChild>();
  for (const { child, second } of [...calls].sort(byTime)) {
    const key = child === undefined ? undefined : keyOf(child);
    if (child !== undefined && key !== undefined) {
      const own = child.arn === undefined ? identity : identityOfArn(child.arn);
      found.set(key, found.get(key) ?? { key, identity: own, second });
    }
  }
  const children = [...found.values()];
  return [
    ...children.filter((child) => !isSession(child)).slice(0, MAX_OTHERS),
    ...children.filter(isSession).slice(0, MAX_SESSIONS),
  ];
}

/** AWS begins the keys of sessions so. */
function isSession({ key }: CreatedChild): boolean {
  return key.startsWith('ASIA');
}

/** A role is no child: others use it too. Its sessions are. */
function keyOf({ accessKeyId, arn }: Child): string | undefined {
  return accessKeyId ?? (arn?.includes(':user/') ? withoutPath(arn) : undefined);
}

function byTime(a: KeptWatch, b: KeptWatch): number {
  return a.second - b.second || compareTexts(a.eventId, b.eventId);
}
