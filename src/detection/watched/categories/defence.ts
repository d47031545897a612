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
      call: 'UpdateTrail',
      service: 'cloudtrail',
      details: { trail: ['name'] },
      points: 40,
    },
    {
      call: 'PutEventSelectors',
      service: 'cloudtrail',
      details: { trail: ['trailName'] },
      points: 40,
    },
    {
      call: 'DeleteFlowLogs',
      service: 'ec2',
      details: { 'flow log': ['DeleteFlowLogsRequest.FlowLogId.content'] },
      points: 40,
    },
    {
      call: 'PutBucketLifecycle',
      service: 's3',
      details: { bucket: ['bucketName'] },
      points: 25,
    },
    {
      call: 'DeleteDetector',
      service: 'guardduty',
      details: { detector: ['detectorId'] },
      points: 60,
    },
    {
      call: 'DisassociateFromAdministratorAccount',
      service: 'guardduty',
      details: { detector: ['detectorId'] },
      points: 60,
    },
    {
      call: 'DisassociateFromMasterAccount',
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
