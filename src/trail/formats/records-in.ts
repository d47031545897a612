import { companionKindOf } from '../../detection/cloudtrail/unwrap';
import { isObject, type JsonObject } from '../../detection/json';
import { cleanText } from '../../detection/text';
import { Base64Decoder } from './base64-data';
import { isRowOfFields, rowOf } from './cloudwatch-insights';
import { type Found, notUnderstood, type Part } from './format';
import { FORMATS } from './formats';
import { jsonValuesIn } from './json-texts';
import { isPlainRecord } from './plain-record';
import { strangerMessage } from './strangers';

export type { Found, NotUnderstood } from './format';

/**
 * Values in each other; a wrapping has up to four. Real records have at most five wrappings: Lambda, SQS, SNS,
 * Firehose, CloudWatch Logs.
 */
const MAX_DEPTH = 60;

const EXCERPT_BYTES = 40;

/** Takes the records out of a value, whatever wraps them. Never throws. */
export function* recordsIn(value: unknown): Generator<Found> {
  if (isObject(value) && isPlainRecord(value)) {
    const kind = companionKindOf(value);
    yield kind === undefined ? { kind: 'record', record: value } : { kind };
  } else {
    yield* new Opening().open(value, 0);
  }
}

/** The opening of one value and of everything in it. */
class Opening {
  private readonly decoder = new Base64Decoder();

  *open(value: unknown, depth: number): Generator<Found> {
    if (depth > MAX_DEPTH) {
      yield notUnderstood(
        `This has more than ${MAX_DEPTH} nested levels. Unwrap the records first.`,
      );
    } else if (typeof value === 'string') {
      yield* this.openText(value, depth);
    } else if (isRowOfFields(value)) {
      yield* this.openPart(rowOf(value), depth);
    } else if (Array.isArray(value)) {
      for (const element of value) {
        yield* this.open(element, depth + 1);
      }
    } else if (isObject(value)) {
      yield* this.openObject(value, depth);
    } else {
      yield notUnderstood(`This is ${String(value)}, not a CloudTrail record.`);
    }
  }

  private *openObject(object: JsonObject, depth: number): Generator<Found> {
    const kind = companionKindOf(object);
    if (kind !== undefined) {
      yield { kind };
    } else if (isPlainRecord(object)) {
      yield { kind: 'record', record: object };
    } else {
      yield* this.openWrapping(object, depth);
    }
  }

  private *openWrapping(object: JsonObject, depth: number): Generator<Found> {
    for (const format of FORMATS) {
      const parts = format.open(object);
      if (parts !== undefined) {
        for (const part of parts) {
          yield* this.openPart(part, depth + 1);
        }
        return;
      }
    }
    yield notUnderstood(strangerMessage(object));
  }

  private *openPart(part: Part, depth: number): Generator<Found> {
    switch (part.kind) {
      case 'value':
        yield* this.open(part.value, depth);
        break;
      case 'row':
        yield* this.openWrapping(part.row, depth);
        break;
      case 'base64':
        yield* this.openBase64(part.base64, depth);
        break;
      default:
        yield part;
    }
  }

  private *openBase64(base64: string, depth: number): Generator<Found> {
    const decoded = this.decoder.decode(base64);
    if ('fault' in decoded) {
      yield notUnderstood(`The data here ${decoded.fault}: ${excerptOf(base64)}.`);
    } else {
      yield* this.openText(decoded.text, depth);
    }
  }

  private *openText(text: string, depth: number): Generator<Found> {
    for (const found of jsonValuesIn(text)) {
      if ('broken' in found) {
        yield notUnderstood(
          `This text is not JSON, so it is no record: ${excerptOf(found.broken)}.`,
        );
      } else {
        yield* this.open(found.value, depth + 1);
      }
    }
  }
}

/** The beginning of an untrusted text, in quotes. */
function excerptOf(text: string): string {
  const excerpt = cleanText(text, EXCERPT_BYTES);
  return `"${excerpt}${excerpt.length < text.length ? '…' : ''}"`;
}
