import { addStackFlags } from '../deployment/stack-flags';
import { choiceOption } from '../flags/choice-option';
import type { DeclareCommand } from '../terminal';
import { DOCTOR_FORMATS, type DoctorFlags } from './doctor-flags';

const NOTES = `
Examples:
  AWS_PROFILE=security AWS_REGION=eu-central-1 regionsweep doctor
  regionsweep doctor --region eu-central-1 --before-deployment
  regionsweep doctor --region eu-central-1 --test-calls
  regionsweep doctor --format json > doctor.json

doctor only reads. Each check is ok, broken or unknown, and says what to do. If AWS
denies a request, the check is unknown and names the missing permission.
If there is no stack, doctor takes the settings from cdk.json in the current folder,
and checks the trail, its S3 bucket, regions, the organization and quotas.
--test-calls makes DescribeInstances and GetServiceQuota once, each in a region
other than the hub's, and waits until the detector has counted them.
The JSON has no secrets, but account IDs, ARNs and queue URLs: attach it to a bug
report only if you may share these.
Exit codes: 0 all ok, 1 something is broken, 2 usage error, 3 nothing is known to
be broken, but a check is unknown.`;

/** Declares `doctor`. */
export const declareDoctor: DeclareCommand = (program, terminal, finish) => {
  addStackFlags(program.command('doctor'))
    .description('check whether your deployment works, or what it needs, and say how to fix it')
    .option('--before-deployment', 'there is no stack yet: check what a deployment needs')
    .option('--test-calls', 'also make test calls, and wait until the detector has counted them')
    .option('--wait <duration>', 'how long to wait for test calls, such as 90s', '20min')
    .addOption(choiceOption('--format <format>', 'output format', DOCTOR_FORMATS).default('text'))
    .addHelpText('after', NOTES)
    .action(async (flags: DoctorFlags) => {
      const { runDoctor } = await import('./run-doctor');
      finish(await runDoctor(flags, terminal));
    });
};
