import { writeFileSync } from 'node:fs';
import { CODE_FILE, valueScanCode } from './value-scan-code';

/** Writes the compiled code of `assembly`: `npm run assembly`. */
writeFileSync(CODE_FILE, valueScanCode());
