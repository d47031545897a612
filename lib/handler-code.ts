import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AssetHashType, DockerImage } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { bundleHandler, type FunctionName } from './handler-bundle';

/**
 * A function as a Lambda asset, bundled on this machine when a stack with it is synthesized.
 *
 * @param files further files beside the code, by name: what is too large for the 4 KB of its environment.
 */
export function handlerCode(
  name: FunctionName,
  files: Readonly<Record<string, string>> = {},
): Code {
  return Code.fromAsset(join(__dirname, '../lambda', name), {
    // By what is deployed, so that a change anywhere in the bundle counts and nothing else does.
    assetHashType: AssetHashType.OUTPUT,
    bundling: {
      // Required, but never run: the bundling below always succeeds or throws.
      image: DockerImage.fromRegistry('docker-is-not-used'),
      local: {
        tryBundle(outdir) {
          bundleHandler(name, outdir);
          for (const [file, text] of Object.entries(files)) {
            writeFileSync(join(outdir, file), text);
          }
          return true;
        },
      },
    },
  });
}
