import { readFileSync } from 'node:fs';
import path from 'node:path';
import { runOrFail } from '../tools/commands';
import type { Emulator } from './emulator';

const PROJECT_ROOT = path.join(__dirname, '../../..');

/** The tests subscribe to the topics themselves. */
const CONTEXT = ['-c', 'subscribers=none'];

/** Outputs of the stacks, by stack and name. */
export type Outputs = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** The CDK CLI of this project, as a user calls it. */
export interface Cdk {
  /** @param line as in the README, for example `deploy --all`. @returns seconds. @throws Error with the output. */
  call(line: string): Promise<number>;
  /** What the last deployment put out. */
  outputs(): Outputs;
}

/** @param folder of the release to deploy. */
export function cdkFor({ environment }: Emulator, folder = PROJECT_ROOT): Cdk {
  return {
    async call(line) {
      const start = performance.now();
      await runOrFail(`cdk ${line}`, 'npx', ['cdk', ...line.split(' '), ...CONTEXT], {
        folder,
        environment,
      });
      return (performance.now() - start) / 1000;
    },
    outputs() {
      return JSON.parse(readFileSync(environment['CDK_OUTPUTS_FILE'] ?? '', 'utf8')) as Outputs;
    },
  };
}
