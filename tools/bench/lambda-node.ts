import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

/** The major version of Node that the functions run on, see `lib/constructs/project-function.ts`. */
const LAMBDA_NODE = 24;

/** Git ignores it, and it may be deleted at any time. */
const CACHE = path.join(__dirname, '../../.bench');

export interface NodeCommand {
  readonly command: string;
  /** For the figures: `Node v24.21.0`, and that it is not the one of Lambda if it is not. */
  readonly label: string;
}

/**
 * The Node that Lambda has: that which runs this already, or the npm package `node`, which is installed into `.bench`
 * the first time. Where it cannot be had, this says so on standard error and gives the Node that runs this.
 */
export function lambdaNode(): NodeCommand {
  if (process.version.startsWith(`v${LAMBDA_NODE}.`)) {
    return { command: process.execPath, label: `Node ${process.version}` };
  }
  const command = path.join(CACHE, 'node_modules/node/bin/node');
  try {
    if (!existsSync(command)) {
      process.stderr.write(`Installing Node ${LAMBDA_NODE}, as Lambda has it, into .bench.\n`);
      execFileSync(
        'npm',
        [
          ...['install', '--prefix', CACHE, '--no-save', '--no-audit', '--no-fund'],
          `node@${LAMBDA_NODE}`,
        ],
        { stdio: ['ignore', 'ignore', 'pipe'] },
      );
    }
    const version = execFileSync(command, ['--version'], { encoding: 'utf8' }).trim();
    return { command, label: `Node ${version}` };
  } catch (error) {
    const { version } = process;
    process.stderr.write(
      `Node ${LAMBDA_NODE}, as Lambda has it, cannot be had here; measuring with ${version} instead.\n${(error as Error).message}\n`,
    );
    return {
      command: process.execPath,
      label: `Node ${version}, not ${LAMBDA_NODE} as Lambda has it`,
    };
  }
}
