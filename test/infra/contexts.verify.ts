/** The suites that synthesize many contexts. `stacks.test.ts` has the others. */
import './rule-permissions.suite';
import './template-diff.suite';
