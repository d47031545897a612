import { isServiceAddress } from '../../source-address';
import { type Signal, valuesOf } from '../signal';

export const severalAddresses = {
  id: 'several-addresses',
  title: 'calls from several addresses',
  mistakes: 'A network with several ways out, a change of network, IPv4 beside IPv6.',
  points: 10,
  observe(facts) {
    const addresses = valuesOf(facts, 'sourceIp').filter((ip) => !isServiceAddress(ip)).length;
    return addresses < 2
      ? undefined
      : {
          sentence: `The calls came from ${addresses} addresses within one sweep.`,
          values: { addresses },
        };
  },
} as const satisfies Signal;
