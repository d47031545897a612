import { createMemorySweepStore } from '../../src/adapters/memory/memory-sweep-store';
import { CONTRACT_LIMITS, describeSweepStore } from './sweep-store.contract';

describeSweepStore('memory', async () => createMemorySweepStore(CONTRACT_LIMITS));
