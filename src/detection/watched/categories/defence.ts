import type { WatchCategory } from '../watch';

export const defence = {
  id: 'defence',
  isOnByDefault: true,
  watches: [
    {
      call: 'StopLogging',
      service: 'cloudtrail',
      details: { trail: ['name'] },
      points: 60,
    },
    {
      call: 'DeleteTrail',
      service: 'cloudtrail',
      details: { trail: ['name'] },
      points: 60,
    },
    {
      call: 'DeleteDetector',
      service: 'guardduty',
      details: { detector: ['detectorId'] },
      points: 60,
    },
    {
      call: 'LeaveOrganization',
      service: 'organizations',
      points: 60,
    },
    {
      call: 'DeleteModelInvocationLoggingConfiguration',
      service: 'bedrock',
      points: 40,
    },
  ],
} as const satisfies WatchCategory;
