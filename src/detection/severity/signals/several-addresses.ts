import { isServiceAddress } from '../../ip-address';
import { isLowerBound, type Signal, valuesOf } from '../signal';

export const severalAddresses = {
  id: 'several-addresses',
  points: 10,
  observe(facts) {
    const addresses = valuesOf(facts, 'sourceIp').filter((ip) => !isServiceAddress(ip)).length;
    return addresses < 2
      ? undefined
      : {
          sentence: `The calls came from ${isLowerBound(facts, 'sourceIp') ? 'at least ' : ''}${addresses} source IPs within one sweep.`,
          values: { addresses },
        };
  },
} as const satisfies Signal;
