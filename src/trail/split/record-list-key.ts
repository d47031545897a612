import { RECORD_LISTS } from '../../detection/cloudtrail/unwrap';
import { parseJson } from './json-bytes';

/** A key of {@link RECORD_LISTS} begins this near to its list, even if each letter is escaped. */
export const MAX_KEY_DISTANCE = 256;

/**
 * Whether a list of records begins here.
 *
 * @param bytes the text from the opening quote of the key to the opening bracket of the list.
 */
export function isRecordListKey(bytes: Buffer): boolean {
  const key = bytes.subarray(0, bytes.lastIndexOf('"') + 1);
  const name = parseJson(key)?.value;
  return RECORD_LISTS.some((list) => list === name);
}
