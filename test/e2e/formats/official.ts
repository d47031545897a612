import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { runOrFail } from '../tools/commands';
import { CACHE, pythonTool } from '../tools/toolchain';

/** Finds what is wrong with a record; nothing is. */
export type RecordCheck = (record: unknown) => string[];

/** Checks against the official OCSF schema of a class, which allows no attribute that it does not have. */
export async function ocsfCheck(
  version: string,
  className: 'detection_finding' | 'incident_finding',
): Promise<RecordCheck> {
  const { stdout } = await runOrFail('Making a JSON Schema of OCSF', pythonTool('python'), [
    path.join(__dirname, 'ocsf_schema.py'),
    version,
    className,
  ]);
  // Strict mode knows no keywords but those of JSON Schema; the schema says which attributes are deprecated.
  const ajv = addFormats(new Ajv2020({ allErrors: true, strict: false }));
  const validate = ajv.compile(JSON.parse(stdout) as object);
  return (record) =>
    validate(JSON.parse(JSON.stringify(record)))
      ? []
      : (validate.errors ?? []).map(
          ({ instancePath, message, params }) =>
            `${instancePath}: ${message} ${JSON.stringify(params)}`,
        );
}

/** What the official model of `BatchImportFindings` finds wrong with records. */
export async function asffProblems(records: readonly unknown[]): Promise<string[]> {
  const folder = await mkdtemp(path.join(CACHE, 'asff-'));
  const file = path.join(folder, 'findings.json');
  try {
    await writeFile(file, JSON.stringify(records));
    const { stdout } = await runOrFail('Checking ASFF', pythonTool('python'), [
      path.join(__dirname, 'asff_problems.py'),
      file,
    ]);
    return JSON.parse(stdout) as string[];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
