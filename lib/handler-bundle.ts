import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { buildSync } from 'esbuild';

const PROJECT_ROOT = join(__dirname, '..');
const ENTRY = 'lambda/detector/handler.ts';

/** The Lambda `handler` setting that belongs to the bundle. */
export const BUNDLE_HANDLER = 'index.handler';

/**
 * Writes the handler that is deployed: `index.js`, a CommonJS module that exports `handler`, and its source map.
 * It needs neither Docker nor a network, and equal sources give equal bytes wherever they are built,
 * so that the hash of the asset changes only with the code.
 *
 * @param outdir is created when it does not exist.
 * @throws when a source does not compile or an import cannot be found; the message says where.
 */
export function bundleHandler(outdir: string): void {
  const { outputFiles } = buildSync({
    absWorkingDir: PROJECT_ROOT,
    entryPoints: [ENTRY],
    // Never written: the source map holds paths relative to it, which must not depend on `outdir`.
    outfile: 'dist/detector/index.js',
    write: false,
    bundle: true,
    platform: 'node',
    // The runtime is Node 24; its syntax gains nothing over that of 22, which tools and tests can run too.
    target: 'node22',
    format: 'cjs',
    minify: true,
    // Linked, for stack traces with the lines of the sources. The sources themselves stay out.
    sourcemap: 'linked',
    sourcesContent: false,
    // ES modules first: unused code is dropped from them only.
    mainFields: ['module', 'main'],
    legalComments: 'none',
    logLevel: 'silent',
    alias: {
      '@aws-sdk/credential-provider-node': './lambda/detector/environment-credentials.ts',
    },
  });
  mkdirSync(outdir, { recursive: true });
  for (const { path, contents } of outputFiles) {
    writeFileSync(join(outdir, basename(path)), contents);
  }
}
