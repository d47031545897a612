import { readFileSync } from 'node:fs';
import type { Plugin } from 'esbuild';

const FILE = /[\\/]node_modules[\\/]dynalite[\\/]index\.js$/;
const REQUIRE = /require\('\.\/(actions|validations)\/' \+ action\)/g;
const REQUIRES = 2;

/**
 * dynalite requires a file for each operation by a computed name without `.js`. esbuild finds these files only by their
 * full names.
 */
export const NAMED_REQUIRES: Plugin = {
  name: 'named-requires',
  setup(build) {
    build.onLoad({ filter: FILE }, ({ path }) => {
      const text = readFileSync(path, 'utf8');
      if ([...text.matchAll(REQUIRE)].length !== REQUIRES) {
        const problem = 'dynalite has changed how it requires its operations.';
        return { errors: [{ text: `${problem} See tools/package/named-requires.ts.` }] };
      }
      return { contents: text.replace(REQUIRE, "require('./$1/' + action + '.js')") };
    });
  },
};
