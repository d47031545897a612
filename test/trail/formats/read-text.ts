import { sha256Digest } from '../../../src/adapters/sha256-digest';
import { parseCall } from '../../../src/detection/cloudtrail/parse-call';
import type { Call } from '../../../src/detection/model';
import { jsonValuesIn } from '../../../src/trail/formats/json-texts';
import { type Found, recordsIn } from '../../../src/trail/formats/records-in';
import { rowsIn } from '../../../src/trail/formats/rows-in';
import { settingsOf } from '../../support/calls';

const OPTIONS = { settings: settingsOf(), digest: sha256Digest };

/** What a text holds, and its faults. */
export interface TextContent {
  readonly found: readonly Found[];
  readonly faults: readonly { readonly line: number; readonly fault: string }[];
}

/** Reads a text whole: JSON values one after the other, or rows. */
export async function readText(text: string, blockBytes = 1000): Promise<TextContent> {
  const bytes = Buffer.from(text);
  const rows = rowsIn(bytes.subarray(0, 64 * 1024), inBlocks(bytes, blockBytes));
  const found: Found[] = [];
  const faults: { line: number; fault: string }[] = [];
  if (rows === undefined) {
    for (const one of jsonValuesIn(text)) {
      found.push(...('broken' in one ? [] : recordsIn(one.value)));
    }
    return { found, faults };
  }
  for await (const row of rows) {
    if ('fault' in row) {
      faults.push({ line: row.line, fault: row.fault });
    } else {
      found.push(...recordsIn(row.value));
    }
  }
  return { found, faults };
}

export async function* inBlocks(bytes: Buffer, blockBytes: number) {
  for (let from = 0; from < bytes.length; from += blockBytes) {
    const text = bytes.subarray(from, from + blockBytes);
    yield { text, bytesRead: from + text.length };
  }
}

export function callsOf(found: Iterable<Found>): Call[] {
  const calls: Call[] = [];
  for (const one of found) {
    const outcome = one.kind === 'record' ? parseCall(one, OPTIONS) : undefined;
    if (outcome?.kind === 'call') {
      calls.push(outcome.call);
    }
  }
  return calls;
}
