import { readFileSync } from 'node:fs';
import { CODE_FILE, valueScanCode } from '../../tools/assembly/value-scan-code';

it('the compiled scan is that of its source (npm run assembly)', () => {
  expect(readFileSync(CODE_FILE, 'utf8')).toBe(valueScanCode());
});
