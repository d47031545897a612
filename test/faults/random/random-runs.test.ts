import { caseCount } from '../../support/case-count';
import { describeRandomRuns } from './random-runs';

// `random-runs.verify.ts` runs more of them.
describeRandomRuns({ first: 0, count: caseCount(160) });
