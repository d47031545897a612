import { PAGES } from '../evidence-pages';
import type { WatchCategory } from '../watch';

const INSTANCE = 'requestParameters.instanceId';

export const access = {
  id: 'access',
  about: 'Gets access to running machines.',
  isOnByDefault: true,
  watches: [
    {
      call: 'StartSession',
      service: 'ssm',
      details: {
        instance: ['requestParameters.target'],
        document: ['requestParameters.documentName'],
      },
      points: 30,
      evidence: { incidents: 1, page: PAGES.lateralMovement },
    },
    {
      call: 'SendCommand',
      service: 'ssm',
      details: {
        instances: ['requestParameters.instanceIds'],
        document: ['requestParameters.documentName'],
      },
      points: 30,
      evidence: { incidents: 2, page: PAGES.lateralMovement },
    },
    {
      call: 'GetPasswordData',
      service: 'ec2',
      isReadOnly: true,
      details: { instance: [INSTANCE] },
      points: 40,
      evidence: { incidents: 4, page: PAGES.sugarCrm },
    },
    {
      call: 'SendSSHPublicKey',
      service: 'ec2-instance-connect',
      details: { instance: [INSTANCE], user: ['requestParameters.instanceOSUser'] },
      points: 40,
      evidence: { incidents: 3, page: PAGES.cryptominingEcs },
    },
    {
      call: 'SendSerialConsoleSSHPublicKey',
      service: 'ec2-instance-connect',
      details: { instance: [INSTANCE] },
      points: 40,
      evidence: { incidents: 3, page: PAGES.lucr3 },
    },
  ],
} as const satisfies WatchCategory;
