import { PAGES } from '../../../../src/detection/watched/evidence-pages';
import { did, type KillChain, launched, sessionWith, swept, userArn, userWith } from '../chain';

const SESSION_KEY = 'ASIAEIGHTMIN00SESSION';
const FRICK_KEY = 'AKIAEIGHTMIN0000FRICK';
const stolen = userWith('rag-reader', 'AKIAEIGHTMIN00READER0', '203.0.113.80');
const session = sessionWith('sysadmin', 'explore', SESSION_KEY, '203.0.113.81');
const frick = userWith('frick', FRICK_KEY, '203.0.113.82');

/** A chain of three steps: a role, from it a key of an administrator, and with that machines and models. */
export const adminInEightMinutes: KillChain = {
  name: 'three steps to the administrator',
  page: PAGES.admin8Minutes,
  identity: userArn('rag-reader'),
  severity: 'critical',
  timeline: [
    [0, 'sweep of 17'],
    [60, 'AssumeRole AccessDenied'],
    [70, 'AssumeRole'],
    [120, 'sweep of 17'],
    [240, 'CreateAccessKey'],
    [300, 'sweep of 17'],
    [360, 'RunInstances'],
    [420, 'PutUseCaseForModelAccess'],
    [480, 'ModifySnapshotAttribute'],
  ],
  records: [
    ...swept(stolen, { at: 0 }),
    did(stolen, { at: 60, call: 'sts AssumeRole', error: 'AccessDenied' }),
    did(stolen, {
      at: 70,
      call: 'sts AssumeRole',
      request: { roleArn: 'arn:aws:iam::111122223333:role/sysadmin', roleSessionName: 'explore' },
      response: {
        credentials: { accessKeyId: SESSION_KEY, expiration: 'Mar 1, 2026, 1:01:10 PM' },
        assumedRoleUser: {
          assumedRoleId: 'AROAEXAMPLE:explore',
          arn: 'arn:aws:sts::111122223333:assumed-role/sysadmin/explore',
        },
      },
      fields: { readOnly: true },
    }),
    ...swept(session, { at: 120, rule: 'get-service-quota' }),
    did(session, {
      at: 240,
      call: 'iam CreateAccessKey',
      request: { userName: 'frick' },
      response: { accessKey: { accessKeyId: FRICK_KEY, status: 'Active', userName: 'frick' } },
    }),
    ...swept(frick, { at: 300 }),
    did(frick, { at: 360, call: 'ec2 RunInstances', ...launched('p4d.24xlarge', 1) }),
    did(frick, { at: 420, call: 'bedrock PutUseCaseForModelAccess' }),
    did(frick, {
      at: 480,
      call: 'ec2 ModifySnapshotAttribute',
      request: {
        snapshotId: 'snap-0123456789abcdef0',
        createVolumePermission: { add: { items: [{ userId: '999988887777' }] } },
        attributeType: 'CREATE_VOLUME_PERMISSION',
      },
    }),
  ],
};
