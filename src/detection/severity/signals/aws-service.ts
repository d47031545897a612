import { isServiceAddress } from '../../ip-address';
import type { Signal } from '../signal';

export const awsService = {
  id: 'aws-service',
  points: -20,
  observe({ calls }) {
    return calls.every(({ caller }) => isServiceAddress(caller?.sourceIp ?? ''))
      ? {
          sentence:
            'An AWS service made all calls on behalf of the principal, according to the source IP that AWS recorded.',
          values: { calls: calls.length },
        }
      : undefined;
  },
} as const satisfies Signal;
