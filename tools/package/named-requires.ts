import { readFileSync } from 'node:fs';
import type { Plugin } from 'esbuild';

const FILE = /[\\/]node_modules[\\/]dynalite[\\/]index\.js$/;
const REQUIRE = /require\('\.\/(actions|validations)\/' \+ action\)/g;
const REQUIRES = 2;

/**
 * dynalite requires a file for each operation by a name that it puts together, without `.js`. esbuild finds such files by
 * their whole names only.
 */
export const NAMED_REQUIRES: Plugin = {
  name: 'named-requires',
  setup(build) {
    build.onLoad({ filter: FILE }, ({ path }) => {
      const text = readFileSync(path, 'utf8');
      if ([...text.matchAll(REQUIRE)].length !== REQUIRES) {
        const problem = 'dynalite requires its operations in another way than it did.';
        return { errors: [{ text: `${problem} See tools/package/named-requires.ts.` }] };
      }
      return { contents: text.replace(REQUIRE, "require('./$1/' + action + '.js')") };
    });
  },
};
