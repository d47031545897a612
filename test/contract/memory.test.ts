import { createMemoryAllowance } from '../../src/adapters/memory/memory-allowance';
import { createMemoryBacklog } from '../../src/adapters/memory/memory-backlog';
import { createMemoryBaseline } from '../../src/adapters/memory/memory-baseline';
import { createMemorySightings } from '../../src/adapters/memory/memory-sightings';
import { createMemorySweepStore } from '../../src/adapters/memory/memory-sweep-store';
import { createMemoryWatchedCalls } from '../../src/adapters/memory/memory-watched-calls';
import { sha256Digest } from '../../src/adapters/sha256-digest';
import { describeAllowance } from './allowance.contract';
import { describeBacklog } from './backlog.contract';
import { describeBaseline } from './baseline.contract';
import { describeSightings } from './sightings.contract';
import { CONTRACT_LIMITS, describeSweepStore } from './sweep-store.contract';
import { describeWatchedCalls } from './watched-calls.contract';

const allowance = createMemoryAllowance();
const backlog = createMemoryBacklog();
const baseline = createMemoryBaseline();
const sightings = createMemorySightings();
const watchedCalls = createMemoryWatchedCalls(sha256Digest);

describeSweepStore('memory', async () => createMemorySweepStore(CONTRACT_LIMITS));
describeBaseline('memory', async () => baseline);
describeSightings('memory', async () => sightings);
describeAllowance('memory', async () => allowance);
describeBacklog('memory', async () => backlog);
describeWatchedCalls('memory', async () => watchedCalls);
