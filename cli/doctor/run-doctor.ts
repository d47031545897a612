import { worstOf } from '../../src/doctor/check';
import { examine } from '../../src/doctor/examine';
import { checkStackFlags } from '../deployment/stack-flags';
import { EXIT_DONE, EXIT_FAILURE, EXIT_UNKNOWN } from '../exit-codes';
import { readCdkContext } from '../flags/read-cdk-context';
import { terminalText } from '../output/terminal-text';
import type { Terminal } from '../terminal';
import { type DoctorFlags, waitSecondsOf } from './doctor-flags';
import { renderJson, renderText } from './render-doctor';

const EXIT_CODES = { ok: EXIT_DONE, broken: EXIT_FAILURE, unknown: EXIT_UNKNOWN } as const;

/** `doctor`. @returns the exit code. */
export async function runDoctor(flags: DoctorFlags, terminal: Terminal): Promise<number> {
  checkStackFlags(flags);
  const waitSeconds = waitSecondsOf(flags);
  // Loaded on demand: a usage error does not need the AWS SDK.
  const { regionOf } = await import('./aws-clients');
  const { readFacts } = await import('./read-facts');
  const { NotSignedInError } = await import('./look-at');
  try {
    const region = await regionOf(flags.region);
    const facts = await readFacts({
      region,
      stackName: flags.stack,
      isBeforeDeployment: flags.beforeDeployment === true,
      context: () => readCdkContext(terminal.workingDirectory),
    });
    const testCalls = flags.testCalls
      ? await (await import('./test-calls')).makeTestCalls(facts, waitSeconds, terminal)
      : undefined;
    const checks = examine({ ...facts, ...(testCalls && { testCalls }) });
    terminal.stdout.write(
      flags.format === 'json' ? renderJson(checks, facts) : renderText(checks, facts, terminal),
    );
    return EXIT_CODES[worstOf(checks)];
  } catch (error) {
    if (!(error instanceof NotSignedInError)) {
      throw error;
    }
    terminal.stderr.write(
      `error: ${terminalText(error.message).replace(/[.\s]+$/, '')}. Sign in to the account of the hub, or set AWS_PROFILE.\n`,
    );
    return EXIT_UNKNOWN;
  }
}
