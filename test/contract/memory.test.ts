import { createMemoryBaseline } from '../../src/adapters/memory/memory-baseline';
import { createMemorySightings } from '../../src/adapters/memory/memory-sightings';
import { createMemorySweepStore } from '../../src/adapters/memory/memory-sweep-store';
import { describeBaseline } from './baseline.contract';
import { describeSightings } from './sightings.contract';
import { CONTRACT_LIMITS, describeSweepStore } from './sweep-store.contract';

const baseline = createMemoryBaseline();
const sightings = createMemorySightings();

describeSweepStore('memory', async () => createMemorySweepStore(CONTRACT_LIMITS));
describeBaseline('memory', async () => baseline);
describeSightings('memory', async () => sightings);
