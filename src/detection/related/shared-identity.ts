import { networkOf } from '../baseline/address';
import type { TrackedCall } from '../model';

/** What several principals may share. */
export interface SharedIdentity {
  readonly kind: 'accessKey' | 'role' | 'address';
  readonly value: string;
}

/** How many of a kind to look at. An intruder cannot hide behind more of them: the principal counts too. */
const MAX_OF_KIND = { role: 1, accessKey: 3, address: 3 } as const;

/** Roles that many people, or an AWS service, normally share. */
const COMMON_ROLE = /:role\/(?:aws-reserved\/sso\.amazonaws\.com|aws-service-role)\//;

/**
 * What identifies a sweep under another principal: the role, the keys and the source IPs of its first calls.
 *
 * @param calls by time.
 */
export function sharedIdentitiesOf(calls: readonly TrackedCall[]): SharedIdentity[] {
  const found: Record<SharedIdentity['kind'], Set<string>> = {
    accessKey: new Set(),
    role: new Set(),
    address: new Set(),
  };
  const add = (kind: SharedIdentity['kind'], value: string | undefined): void => {
    if (value !== undefined && found[kind].size < MAX_OF_KIND[kind]) {
      found[kind].add(value);
    }
  };
  for (const { caller } of calls) {
    add('accessKey', caller?.accessKeyId);
    add('role', COMMON_ROLE.test(caller?.roleArn ?? '') ? undefined : caller?.roleArn);
    add('address', networkOf(caller?.sourceIp ?? ''));
  }
  return (['accessKey', 'role', 'address'] as const).flatMap((kind) =>
    [...found[kind]].map((value) => ({ kind, value })),
  );
}
