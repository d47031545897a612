import type { BuildOptions } from 'esbuild';
import { BUNDLED_PROGRAMS } from '../../cli/bundled-programs';
import { NAMED_REQUIRES } from './named-requires';

/** The environment of a program. */
type Kind = keyof typeof OPTIONS;

interface PackedProgram {
  /** Name in `dist`. Programs look for each other in their own folder. */
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

/** Names of CommonJS that libraries rely on and that ES modules do not have. */
const COMMONJS_NAMES = `import { createRequire as createRequireOfModule } from 'node:module';
const require = createRequireOfModule(import.meta.url);
const __dirname = import.meta.dirname;`;

const OPTIONS = {
  // An ES module, because esbuild splits only these: each command loads its code when it runs.
  command: {
    platform: 'node',
    // The oldest version that `engines` in package.json allows.
    target: 'node20.19',
    format: 'esm',
    splitting: true,
    banner: { js: COMMONJS_NAMES },
    // Only runs from sources need it.
    external: ['esbuild'],
    // Only a database on disk needs it, and it would bring binaries for each platform.
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
    // esbuild writes nothing, so that a failed build leaves no files.
    outdir: 'dist',
    write: false,
    outExtension: { '.js': extension },
    bundle: true,
    metafile: true,
    // Names stay, for stack traces.
    minifySyntax: true,
    minifyWhitespace: true,
    // ES modules first: esbuild drops unused code only from them.
    mainFields: ['module', 'main'],
    logLevel: 'silent',
    ...OPTIONS[kind],
  } satisfies BuildOptions;
}
