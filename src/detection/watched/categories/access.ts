import type { WatchCategory } from '../watch';

const INSTANCE = 'instanceId';

export const access = {
  id: 'access',
  isOnByDefault: true,
  watches: [
    {
      call: 'StartSession',
      service: 'ssm',
      details: {
        instance: ['target'],
        document: ['documentName'],
      },
      points: 30,
    },
    {
      call: 'SendCommand',
      service: 'ssm',
      details: {
        instances: ['instanceIds'],
        document: ['documentName'],
      },
      points: 30,
    },
    {
      call: 'GetPasswordData',
      service: 'ec2',
      isReadOnly: true,
      details: { instance: [INSTANCE] },
      points: 40,
    },
    {
      call: 'SendSSHPublicKey',
      service: 'ec2-instance-connect',
      details: { instance: [INSTANCE], user: ['instanceOSUser'] },
      points: 40,
    },
    {
      call: 'SendSerialConsoleSSHPublicKey',
      service: 'ec2-instance-connect',
      details: { instance: [INSTANCE] },
      points: 40,
    },
  ],
} as const satisfies WatchCategory;
