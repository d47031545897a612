import path from 'node:path';
import { build, type Metafile } from 'esbuild';
import { PROGRAMS, packedOptions } from './programs';
import { thirdParties, thirdPartyText } from './third-party';

const ROOT = path.join(__dirname, '../..');

export const THIRD_PARTY_FILE = 'THIRD-PARTY-LICENSES.txt';

/** The content of `dist`. */
interface PackedPrograms {
  /** By name, without folder. */
  readonly files: ReadonlyMap<string, string | Uint8Array>;
  /** The inputs of each file, as esbuild reports them, by name. */
  readonly outputs: ReadonlyMap<string, Metafile['outputs'][string]>;
}

/**
 * Bundles every program of the package with its dependencies, so that the package needs none.
 *
 * @throws when a source does not compile or an import cannot be found; the message says where.
 */
export async function bundlePrograms(): Promise<PackedPrograms> {
  const results = await Promise.all(PROGRAMS.map((program) => build(packedOptions(program, ROOT))));
  const files = new Map<string, string | Uint8Array>(
    results
      .flatMap(({ outputFiles }) => outputFiles)
      .map((file) => [path.basename(file.path), file.contents]),
  );
  const outputs = new Map(
    results
      .flatMap(({ metafile }) => Object.entries(metafile.outputs))
      .map(([file, output]) => [path.basename(file), output]),
  );
  const inputs = [...outputs.values()].flatMap((output) => Object.keys(output.inputs));
  files.set(THIRD_PARTY_FILE, thirdPartyText(thirdParties(inputs, ROOT)));
  return { files, outputs };
}
