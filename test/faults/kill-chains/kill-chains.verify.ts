import { wholeNumber } from '../../support/whole-number';
import { describeKillChains } from './kill-chains';

describeKillChains(wholeNumber('REGIONSWEEP_SEEDS', 40));
