import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { bundleHandler, type FunctionName } from '../lib/handler-bundle';
import { type Measurement, rounded } from './measurement';

/** The functions as they are deployed, without their source maps. */
export async function measureBundleSize(): Promise<Measurement[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'regionsweep-'));
  try {
    const sizeOf = (name: FunctionName): number => {
      bundleHandler(name, path.join(folder, name));
      return rounded(statSync(path.join(folder, name, 'index.js')).size / 1000);
    };
    return [
      { name: 'bundle-size', value: sizeOf('detector'), unit: 'KB', budget: 'at most 350 KB' },
      { name: 'heartbeat-bundle-size', value: sizeOf('heartbeat'), unit: 'KB' },
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}
