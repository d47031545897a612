import { describeParity } from './live-vs-replay';

// `live-vs-replay.verify.ts` runs all four ways.
describeParity([{ windowing: 'sliding', arrival: 'one by one' }]);
