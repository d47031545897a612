import type { WatchCategory } from '../watch';

export const exfiltration = {
  id: 'exfiltration',
  isOnByDefault: true,
  watches: [
    {
      call: 'CreateSnapshot',
      service: 'ec2',
      details: {
        volume: ['volumeId'],
        snapshot: ['responseElements.snapshotId'],
      },
      points: 15,
    },
    {
      call: 'ModifySnapshotAttribute',
      service: 'ec2',
      details: {
        snapshot: ['snapshotId'],
        'shared with': [
          'createVolumePermission.add.items.userId',
          'createVolumePermission.add.items.group',
        ],
        'no longer shared with': [
          'createVolumePermission.remove.items.userId',
          'createVolumePermission.remove.items.group',
        ],
      },
      points: 60,
    },
    {
      call: 'CopySnapshot',
      service: 'ec2',
      details: {
        snapshot: ['sourceSnapshotId'],
        from: ['sourceRegion'],
      },
      points: 15,
    },
    {
      call: 'ModifyImageAttribute',
      service: 'ec2',
      details: {
        image: ['imageId'],
        'shared with': ['launchPermission.add.items.userId', 'launchPermission.add.items.group'],
        'no longer shared with': [
          'launchPermission.remove.items.userId',
          'launchPermission.remove.items.group',
        ],
      },
      points: 60,
    },
    {
      call: 'CopyImage',
      service: 'ec2',
      details: {
        image: ['sourceImageId'],
        from: ['sourceRegion'],
      },
      points: 15,
    },
    {
      call: 'ExportImage',
      service: 'ec2',
      details: {
        image: ['imageId', 'ExportImageRequest.ImageId'],
        to: ['s3ExportLocation.s3Bucket', 'ExportImageRequest.S3ExportLocation.S3Bucket'],
      },
      points: 40,
    },
    {
      call: 'CreateDBSnapshot',
      service: 'rds',
      details: {
        database: ['dBInstanceIdentifier'],
        snapshot: ['dBSnapshotIdentifier'],
      },
      points: 15,
    },
    {
      call: 'ModifyDBSnapshotAttribute',
      service: 'rds',
      details: {
        snapshot: ['dBSnapshotIdentifier'],
        'shared with': ['valuesToAdd'],
        'no longer shared with': ['valuesToRemove'],
      },
      points: 60,
    },
    {
      call: 'PutBucketPolicy',
      service: 's3',
      details: {
        bucket: ['bucketName'],
        'shared with': ['bucketPolicy.Statement.Principal.AWS', 'bucketPolicy.Statement.Principal'],
      },
      points: 30,
    },
  ],
} as const satisfies WatchCategory;
