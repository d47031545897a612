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

/** How many children of one identity RegionSweep follows, the earliest first. */
const MAX_CHILDREN = 8;

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
    if (child !== undefined && key !== undefined && found.size < MAX_CHILDREN) {
      const own = child.arn === undefined ? identity : identityOfArn(child.arn);
      found.set(key, found.get(key) ?? { key, identity: own, second });
    }
  }
  return [...found.values()];
}

/** A role is no child: others use it too. Its sessions are. */
function keyOf({ accessKeyId, arn }: Child): string | undefined {
  return accessKeyId ?? (arn?.includes(':user/') ? withoutPath(arn) : undefined);
}

function byTime(a: KeptWatch, b: KeptWatch): number {
  return a.second - b.second || compareTexts(a.eventId, b.eventId);
}
