import { type Signal, valuesOf } from '../signal';

export const rootUser = {
  id: 'root-user',
  points: 30,
  observe(facts) {
    return valuesOf(facts, 'type').includes('Root')
      ? { sentence: 'The root user made calls. Daily work does not need it.', values: {} }
      : undefined;
  },
} as const satisfies Signal;
