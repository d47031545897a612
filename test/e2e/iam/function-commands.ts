import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { buildSync } from 'esbuild';
import { bundleOptions } from '../../../lib/handler-bundle';

const PROJECT_ROOT = path.join(__dirname, '../../..');

/** The functions, by the name of their folder. */
export const FUNCTIONS = readdirSync(path.join(PROJECT_ROOT, 'lambda')).filter(
  (name) => name !== 'shared',
);

const COMMAND = /\b(?:new (\w+)Command|paginate(\w+))\(/g;

/** The commands of the AWS SDK in the code of a function: in every source that its bundle contains. */
export function commandsOf(functionName: string): string[] {
  const { metafile } = buildSync({ ...bundleOptions(functionName), metafile: true });
  const sources = Object.values(metafile.outputs).flatMap(({ inputs }) =>
    Object.entries(inputs)
      .filter(([file, { bytesInOutput }]) => /^(src|lambda)\//.test(file) && bytesInOutput > 0)
      .map(([file]) => readFileSync(path.join(PROJECT_ROOT, file), 'utf8')),
  );
  const names = sources.flatMap((text) =>
    [...text.matchAll(COMMAND)].map(([, made, paged]) => made ?? paged ?? ''),
  );
  return [...new Set(names)].sort();
}
