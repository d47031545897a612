import { Ajv2020 } from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import schema from '../../schemas/finding.schema.json';

const ajv = new Ajv2020({ allErrors: true, strict: true });
addFormats(ajv);
const validate = ajv.compile(schema);

/** What is wrong with a finding by the published schema; nothing when it is valid. */
export function validateFinding(finding: unknown): string[] {
  validate(finding);
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}
