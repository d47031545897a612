import { caseCount } from '../../support/case-count';
import { describeRandomRuns } from './random-runs';

// `random-runs.verify.ts` runs more of them.
describeRandomRuns({ first: 0, count: caseCount(160) });
// A sweep of a covered role that became one of several identities; and a late call of a closed incident.
describeRandomRuns({ first: 1589, count: 1 });
describeRandomRuns({ first: 1604, count: 1 });
