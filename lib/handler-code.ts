import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AssetHashType, DockerImage } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { bundleHandler, type FunctionName } from './handler-bundle';

/**
 * A function as a Lambda asset, bundled on this machine at synthesis.
 *
 * @param files further files next to the code, by name: data that exceeds the 4 KB of the environment.
 */
export function handlerCode(
  name: FunctionName,
  files: Readonly<Record<string, string>> = {},
): Code {
  return Code.fromAsset(join(__dirname, '../lambda', name), {
    // The hash of the output changes with the bundle and with nothing else.
    assetHashType: AssetHashType.OUTPUT,
    bundling: {
      // Required but never used: the local bundling below either succeeds or throws.
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
