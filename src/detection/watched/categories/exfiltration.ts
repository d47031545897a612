import { PAGES } from '../evidence-pages';
import type { WatchCategory } from '../watch';

export const exfiltration = {
  id: 'exfiltration',
  about: 'Copies data, or shares it with another account.',
  isOnByDefault: true,
  watches: [
    {
      call: 'CreateSnapshot',
      service: 'ec2',
      details: {
        volume: ['requestParameters.volumeId'],
        snapshot: ['responseElements.snapshotId'],
      },
      points: 15,
      evidence: { incidents: 3, page: PAGES.dnc },
    },
    {
      call: 'ModifySnapshotAttribute',
      service: 'ec2',
      details: {
        snapshot: ['requestParameters.snapshotId'],
        'shared with': [
          'requestParameters.createVolumePermission.add.items.userId',
          'requestParameters.createVolumePermission.add.items.group',
        ],
        'no longer shared with': [
          'requestParameters.createVolumePermission.remove.items.userId',
          'requestParameters.createVolumePermission.remove.items.group',
        ],
      },
      points: 60,
      evidence: { incidents: 1, page: PAGES.dnc },
    },
    {
      call: 'CopySnapshot',
      service: 'ec2',
      details: {
        snapshot: ['requestParameters.sourceSnapshotId'],
        from: ['requestParameters.sourceRegion'],
      },
      points: 15,
      evidence: { incidents: 0, page: PAGES.trailDiscover },
    },
    {
      call: 'ModifyImageAttribute',
      service: 'ec2',
      details: {
        image: ['requestParameters.imageId'],
        'shared with': [
          'requestParameters.launchPermission.add.items.userId',
          'requestParameters.launchPermission.add.items.group',
        ],
        'no longer shared with': [
          'requestParameters.launchPermission.remove.items.userId',
          'requestParameters.launchPermission.remove.items.group',
        ],
      },
      points: 60,
      evidence: { incidents: 0, page: PAGES.trailDiscover },
    },
    {
      call: 'CopyImage',
      service: 'ec2',
      details: {
        image: ['requestParameters.sourceImageId'],
        from: ['requestParameters.sourceRegion'],
      },
      points: 15,
      evidence: { incidents: 0, page: PAGES.trailDiscover },
    },
    {
      call: 'ExportImage',
      service: 'ec2',
      details: {
        image: ['requestParameters.imageId', 'requestParameters.ExportImageRequest.ImageId'],
        to: [
          'requestParameters.s3ExportLocation.s3Bucket',
          'requestParameters.ExportImageRequest.S3ExportLocation.S3Bucket',
        ],
      },
      points: 40,
      evidence: { incidents: 0, page: PAGES.trailDiscover },
    },
    {
      call: 'CreateDBSnapshot',
      service: 'rds',
      details: {
        database: ['requestParameters.dBInstanceIdentifier'],
        snapshot: ['requestParameters.dBSnapshotIdentifier'],
      },
      points: 15,
      evidence: { incidents: 3, page: PAGES.sugarCrm },
    },
    {
      call: 'ModifyDBSnapshotAttribute',
      service: 'rds',
      details: {
        snapshot: ['requestParameters.dBSnapshotIdentifier'],
        'shared with': ['requestParameters.valuesToAdd'],
        'no longer shared with': ['requestParameters.valuesToRemove'],
      },
      points: 60,
      evidence: { incidents: 2, page: PAGES.sugarCrm },
    },
    {
      call: 'PutBucketPolicy',
      service: 's3',
      details: {
        bucket: ['requestParameters.bucketName'],
        'shared with': [
          'requestParameters.bucketPolicy.Statement.Principal.AWS',
          'requestParameters.bucketPolicy.Statement.Principal',
        ],
      },
      points: 30,
      evidence: { incidents: 0, page: PAGES.trailDiscover },
    },
  ],
} as const satisfies WatchCategory;
