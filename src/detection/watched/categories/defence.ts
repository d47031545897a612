import { PAGES } from '../evidence-pages';
import type { WatchCategory } from '../watch';

export const defence = {
  id: 'defence',
  about: 'Turns off logging or detection.',
  isOnByDefault: true,
  watches: [
    {
      call: 'StopLogging',
      service: 'cloudtrail',
      details: { trail: ['requestParameters.name'] },
      points: 60,
      evidence: { incidents: 2, page: PAGES.lucr3 },
    },
    {
      call: 'DeleteTrail',
      service: 'cloudtrail',
      details: { trail: ['requestParameters.name'] },
      points: 60,
      evidence: { incidents: 3, page: PAGES.lucr3 },
    },
    {
      call: 'DeleteDetector',
      service: 'guardduty',
      details: { detector: ['requestParameters.detectorId'] },
      points: 60,
      evidence: { incidents: 1, page: PAGES.lucr3 },
    },
    {
      call: 'LeaveOrganization',
      service: 'organizations',
      points: 60,
      evidence: { incidents: 1, page: PAGES.newTactics },
    },
    {
      call: 'DeleteModelInvocationLoggingConfiguration',
      service: 'bedrock',
      points: 40,
      evidence: { incidents: 0, page: PAGES.hostedModels },
    },
  ],
} as const satisfies WatchCategory;
