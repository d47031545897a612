import { describeKillChains } from './kill-chains';

// `kill-chains.verify.ts` has more of them.
describeKillChains(1);
