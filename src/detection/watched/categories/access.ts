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
    {
      call: 'ModifyInstanceAttribute',
      service: 'ec2',
      details: {
        instance: [INSTANCE],
        attribute: ['attribute'],
        'termination protection': ['disableApiTermination.value'],
      },
      points: 25,
    },
    {
      call: 'ModifyDBInstance',
      service: 'rds',
      // CloudTrail shows that the call sets a password, and masks it.
      details: { database: ['dBInstanceIdentifier'], 'new password': ['masterUserPassword'] },
      points: 25,
    },
  ],
} as const satisfies WatchCategory;
