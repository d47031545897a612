import { join } from 'node:path';
import { AssetHashType, DockerImage } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { bundleHandler, type FunctionName } from './handler-bundle';

/** A function as a Lambda asset, bundled on this machine when a stack with it is synthesized. */
export function handlerCode(name: FunctionName): Code {
  return Code.fromAsset(join(__dirname, '../lambda', name), {
    // By what is deployed, so that a change anywhere in the bundle counts and nothing else does.
    assetHashType: AssetHashType.OUTPUT,
    bundling: {
      // Required, but never run: the bundling below always succeeds or throws.
      image: DockerImage.fromRegistry('docker-is-not-used'),
      local: {
        tryBundle(outdir) {
          bundleHandler(name, outdir);
          return true;
        },
      },
    },
  });
}
