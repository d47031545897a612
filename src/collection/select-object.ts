import { factsOfKey } from '../trail/find/trail-key';
import type { NamedObject } from './named-objects';

/** Where the objects of the trail are. */
export interface TrailPlace {
  readonly bucket: string;
  /** What stands before `AWSLogs/`, without a slash at its end; may be empty. */
  readonly prefix: string;
}

/** Why an object is passed over. */
export type PassedOver =
  /** The object is not in the S3 bucket of the trail, or not under its prefix: no message decides what we read. */
  | 'other-bucket'
  | 'other-prefix'
  | 'digest'
  | 'insight'
  /** Another kind of object, or the name of a folder. */
  | 'other-kind';

const KINDS: ReadonlyMap<string, PassedOver> = new Map([
  ['CloudTrail-Digest', 'digest'],
  ['CloudTrail-Insight', 'insight'],
]);

/** A trail file to read, or why an object is passed over. */
export type Selected = SelectedFile | { readonly passOver: PassedOver };

/** A trail file to read, by its key. */
export interface SelectedFile {
  readonly passOver?: undefined;
  /** The account and region whose calls the file holds. */
  readonly account: string | undefined;
  readonly region: string | undefined;
  /** When CloudTrail wrote the file, in seconds since the epoch: the full minute or day. */
  readonly written: number | undefined;
}

/** Decides by its key whether to read an object. */
export function selectObject({ bucket, key }: NamedObject, place: TrailPlace): Selected {
  if (bucket !== place.bucket) {
    return { passOver: 'other-bucket' };
  }
  if (!key.startsWith(place.prefix === '' ? 'AWSLogs/' : `${place.prefix}/AWSLogs/`)) {
    return { passOver: 'other-prefix' };
  }
  const { kind, account, region, delivered } = factsOfKey(key);
  const isFile = kind === 'CloudTrail' && !key.endsWith('/');
  return isFile
    ? { account, region, written: delivered?.first }
    : { passOver: (kind !== undefined && KINDS.get(kind)) || 'other-kind' };
}
