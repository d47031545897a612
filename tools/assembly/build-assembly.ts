import { writeFileSync } from 'node:fs';
import { CODE_FILE, plainScanCode } from './plain-scan-code';

/** Writes the compiled code of `assembly`: `npm run assembly`. */
writeFileSync(CODE_FILE, plainScanCode());
