import { type Signal, valuesOf } from '../signal';

export const rootUser = {
  id: 'root-user',
  title: 'the root user',
  mistakes: 'Somebody logs in as root where they should not, and opens EC2 Global View.',
  points: 30,
  observe(facts) {
    return valuesOf(facts, 'type').includes('Root')
      ? { sentence: 'The root user made calls. It is hardly ever needed.', values: {} }
      : undefined;
  },
} as const satisfies Signal;
