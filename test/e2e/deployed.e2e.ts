/**
 * The whole of RegionSweep as a user has it: deployed by the CDK CLI to an AWS emulator, with real clients that
 * sweep, and subscribers that are notified. The parts follow one another and share what is deployed.
 */
import { type Deployment, deploy } from './emulator/deployment';
import { type Emulator, startEmulator } from './emulator/emulator';
import { doctorSuite } from './emulator/suites/doctor.suite';
import { endSuite } from './emulator/suites/end.suite';
import { followUpSuite } from './emulator/suites/follow-up.suite';
import { harmlessSuite } from './emulator/suites/harmless.suite';
import { operationsSuite } from './emulator/suites/operations.suite';
import { recoverySuite } from './emulator/suites/recovery.suite';
import { redeploymentSuite } from './emulator/suites/redeployment.suite';
import { rulesSuite } from './emulator/suites/rules.suite';
import { sweepSuite } from './emulator/suites/sweep.suite';

let emulator: Emulator;
let deployment: Deployment;

beforeAll(async () => {
  emulator = await startEmulator();
  deployment = await deploy(emulator).catch((error: Error) => {
    process.stderr.write(`The log of the emulator ends so:\n${emulator.logTail()}\n`);
    throw error;
  });
});

afterAll(async () => {
  await emulator?.stop();
});

sweepSuite(() => deployment);
followUpSuite(() => deployment);
harmlessSuite(() => deployment);
rulesSuite(() => deployment);
operationsSuite(() => deployment);
doctorSuite(() => deployment);
redeploymentSuite(() => deployment);
const drill = recoverySuite(() => deployment);
endSuite(() => deployment, drill);
