import { type Signal, valuesOf } from '../signal';

export const rootUser = {
  id: 'root-user',
  points: 30,
  observe(facts) {
    return valuesOf(facts, 'type').includes('Root')
      ? { sentence: 'The root user made calls. It is hardly ever needed.', values: {} }
      : undefined;
  },
} as const satisfies Signal;
