import { wholeNumber } from '../../support/whole-number';
import { describeRandomRuns } from './random-runs';

describeRandomRuns({
  first: wholeNumber('REGIONSWEEP_FIRST_SEED', 1000),
  count: wholeNumber('REGIONSWEEP_SEEDS', 400),
});
