/**
 * The suites that check synthesized templates, in one test file: each test file loads `aws-cdk-lib` again, which takes
 * longer than most suites. To run one: `npx jest test/infra/stacks -t '<name of the test>'`.
 */
import './alarm-storm.suite';
import './alarm-texts.suite';
import './alarms.suite';
import './bus-policy-size.suite';
import './check-organization.suite';
import './dashboard.suite';
import './dead-letter-queues.suite';
import './deployer-policy.suite';
import './detector-target.suite';
import './detector-function.suite';
import './event-rules.suite';
import './follow-up.suite';
import './forwarders.suite';
import './heartbeat.suite';
import './hub-bus.suite';
import './inventory.suite';
import './least-privilege.suite';
import './nag.suite';
import './notifications.suite';
import './organization.suite';
import './state-table.suite';
import './trail.suite';
import './upgrade.suite';
import '../faults/platform/settings.suite';
import '../tools/cost/deployed.suite';
