import { prepareToolchain, ToolchainError } from './toolchain';

/** Installs what the tier needs. A tier that cannot run has failed: it is never skipped. */
// biome-ignore lint/style/noDefaultExport: jest calls the default export.
export default async function setUp(): Promise<void> {
  try {
    await prepareToolchain((sentence) => process.stderr.write(`${sentence}\n`));
  } catch (error) {
    if (!(error instanceof ToolchainError)) {
      throw error;
    }
    process.stderr.write(`\n${error.message}\n`);
    process.stdout.write('\n0 passed, 1 failed\n');
    process.exit(1);
  }
}
