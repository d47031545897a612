import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { App, Validations } from 'aws-cdk-lib';
import { context as featureFlags } from '../../cdk.json';

/** What is made of an app, whose output is then removed. */
export function withApp<Value>(use: (app: App) => Value): Value {
  const outdir = mkdtempSync(path.join(tmpdir(), 'regionsweep-'));
  try {
    const app = new App({ context: featureFlags, outdir, builtinCloudFormationValidation: false });
    Validations.of(app).acknowledge({
      id: 'Annotation::regionsweep:no-subscribers',
      reason: 'The default configuration names nobody.',
    });
    return use(app);
  } finally {
    rmSync(outdir, { recursive: true });
  }
}
