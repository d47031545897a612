import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { bundleHandler } from '../lib/handler-bundle';
import { type Measurement, rounded } from './measurement';

/** The handler as it is deployed, without its source map. */
export async function measureBundleSize(): Promise<Measurement[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'regionsweep-'));
  try {
    bundleHandler(folder);
    const { size } = statSync(path.join(folder, 'index.js'));
    return [
      { name: 'bundle-size', value: rounded(size / 1000), unit: 'KB', budget: 'at most 350 KB' },
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}
