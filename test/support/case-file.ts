import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';
import type { RecordTally } from '../../src/detection/cloudtrail/intake';
import type { JsonObject } from '../../src/detection/json';
import type { RuleSettings } from '../../src/detection/model';
import type { RuleId } from '../../src/detection/rules/rule-catalog';
import schema from '../cases/format/case-file.schema.json';

/** Records made from a template; the format is documented in `case-file.schema.json`. */
export interface Series {
  readonly template: RuleId;
  readonly from: string;
  readonly every?: number;
  readonly regions: number | readonly string[];
  readonly times?: number;
  readonly ids?: string;
  readonly with?: JsonObject;
  readonly without?: readonly string[];
  readonly in?: 'trail-file' | 'list' | 'event' | 'lookup-answer';
  readonly envelope?: JsonObject;
}

export interface DetectionCase {
  readonly name: string;
  readonly settings?: Partial<RuleSettings> & {
    readonly rules?: Partial<Record<RuleId, Partial<RuleSettings>>>;
  };
  readonly trail: readonly (Series | { readonly value: unknown })[];
  readonly expect: {
    readonly findings: readonly JsonObject[];
    readonly tally: Pick<RecordTally, 'records' | 'calls'> & Partial<RecordTally>;
  };
}

export interface CaseFile {
  readonly topic: string;
  readonly cases: readonly DetectionCase[];
}

const CASES_FOLDER = join(__dirname, '../cases');

/** Tells a case file from what is none; says what is wrong in `errors`. */
export function caseFileValidator(): ValidateFunction<CaseFile> {
  return new Ajv({ allErrors: true, strict: true, allowUnionTypes: true }).compile(schema);
}

/** Names of the case files. */
export function caseFileNames(): string[] {
  return readdirSync(CASES_FOLDER).filter((name) => name.endsWith('.json'));
}

export function parseCaseFile(name: string): unknown {
  return JSON.parse(readFileSync(join(CASES_FOLDER, name), 'utf8'));
}

const isCaseFile = caseFileValidator();

/** @throws Error when the file is not in the format. */
export function readCaseFile(name: string): CaseFile {
  const file = parseCaseFile(name);
  if (!isCaseFile(file)) {
    throw new Error(`${name} is no case file: ${JSON.stringify(isCaseFile.errors, null, 2)}`);
  }
  return file;
}
