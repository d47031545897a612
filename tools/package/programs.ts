import type { BuildOptions } from 'esbuild';
import { BUNDLED_PROGRAMS } from '../../cli/bundled-programs';
import { NAMED_REQUIRES } from './named-requires';

/** What a program of the package runs in. */
type Kind = keyof typeof OPTIONS;

interface PackedProgram {
  /** Name in `dist`: programs look for each other beside themselves. */
  readonly file: string;
  /** Relative to the root of the project. */
  readonly entryPoint: string;
  readonly kind: Kind;
}

/** Every program of the package. */
export const PROGRAMS: readonly PackedProgram[] = [
  { file: 'regionsweep.mjs', entryPoint: 'cli/main.ts', kind: 'command' },
  { file: 'reader-worker.js', entryPoint: 'cli/history/reader-worker.ts', kind: 'thread' },
  { file: 'report-page.js', entryPoint: 'src/report/page/main.ts', kind: 'page' },
];

/** What CommonJS has of itself and libraries rely on; esbuild leaves it to the module. */
const COMMONJS_NAMES = `import { createRequire as createRequireOfModule } from 'node:module';
const require = createRequireOfModule(import.meta.url);
const __dirname = import.meta.dirname;`;

const OPTIONS = {
  // A module, because only modules are split: what a command needs is loaded when it is run.
  command: {
    platform: 'node',
    // The oldest that `engines` of package.json allows.
    target: 'node20.19',
    format: 'esm',
    splitting: true,
    banner: { js: COMMONJS_NAMES },
    // Bundles what runs from sources, which the package does not.
    external: ['esbuild'],
    // Only a database on disk needs it; it would bring a part that is compiled for each platform.
    alias: { level: './tools/package/no-level.ts' },
    plugins: [NAMED_REQUIRES],
  },
  thread: BUNDLED_PROGRAMS.reader.options,
  page: BUNDLED_PROGRAMS.page.options,
} as const satisfies Readonly<Record<string, BuildOptions>>;

/** The project's own settings of esbuild for a program. @param root of the project. */
export function packedOptions({ file, entryPoint, kind }: PackedProgram, root: string) {
  const extension = file.slice(file.lastIndexOf('.'));
  return {
    absWorkingDir: root,
    entryPoints: { [file.slice(0, -extension.length)]: entryPoint },
    // Never written by esbuild, so that a build that fails leaves nothing behind.
    outdir: 'dist',
    write: false,
    outExtension: { '.js': extension },
    bundle: true,
    metafile: true,
    // Small to read; names stay, for stack traces.
    minifySyntax: true,
    minifyWhitespace: true,
    // ES modules first: unused code is dropped from them only.
    mainFields: ['module', 'main'],
    logLevel: 'silent',
    ...OPTIONS[kind],
  } satisfies BuildOptions;
}
