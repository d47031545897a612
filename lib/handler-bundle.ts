import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type BuildOptions, buildSync } from 'esbuild';

const PROJECT_ROOT = join(__dirname, '..');

/** The functions, by the name of their folder in `lambda`. */
export type FunctionName = 'detector' | 'follow-up' | 'heartbeat' | 'trail-reader';

/** The Lambda `handler` setting for every bundle. */
export const BUNDLE_HANDLER = 'index.handler';

/**
 * Writes the deployable bundle of a function: `index.js`, a CommonJS module that exports `handler`, and its source map.
 * This needs neither Docker nor a network. Equal sources give equal bytes on every machine, so the hash of the asset
 * only changes with the code.
 *
 * @param outdir is created if it does not exist.
 * @throws if a source does not compile or an import is missing; the message names the place.
 */
export function bundleHandler(name: FunctionName, outdir: string): void {
  const { outputFiles } = buildSync(bundleOptions(name));
  mkdirSync(outdir, { recursive: true });
  for (const { path, contents } of outputFiles) {
    writeFileSync(join(outdir, basename(path)), contents);
  }
}

/**
 * The esbuild options for a function.
 *
 * @param entryPoint relative to the root of the project. @default the handler of the function
 */
export function bundleOptions(name: string, entryPoint = `lambda/${name}/handler.ts`) {
  return {
    absWorkingDir: PROJECT_ROOT,
    entryPoints: [entryPoint],
    // Never written. The source map has paths relative to it, and they must not depend on `outdir`.
    outfile: `dist/${name}/index.js`,
    write: false,
    bundle: true,
    platform: 'node',
    // The runtime is Node 24. Node 22 syntax is just as good, and tools and tests can run it too.
    target: 'node22',
    format: 'cjs',
    minify: true,
    // Stack traces then name the lines of the sources. The sources themselves stay out.
    sourcemap: 'linked',
    sourcesContent: false,
    // ES modules first, because esbuild only drops unused code from them.
    mainFields: ['module', 'main'],
    legalComments: 'none',
    logLevel: 'silent',
    alias: {
      '@aws-sdk/credential-provider-node': './lambda/shared/environment-credentials.ts',
      '@aws-sdk/middleware-endpoint-discovery': './lambda/shared/endpoint-discovery.ts',
      // The client of S3 checks what it reads, and needs these two as they are.
      ...(name !== 'trail-reader' && {
        '@smithy/core/event-streams': './lambda/shared/event-streams.ts',
        '@smithy/core/checksum': './lambda/shared/sha256.ts',
      }),
    },
  } satisfies BuildOptions;
}
