import { PAGES } from '../../../../src/detection/watched/evidence-pages';
import { did, type KillChain, launched, swept, userArn, userWith } from '../chain';

const stolen = userWith('s3-browser', 'AKIAGUIVIL00000STOLEN', '203.0.113.70');
const KEY = 'AKIAGUIVIL00000NEWKEY';
const ops = userWith('ops', KEY, '203.0.113.71');

/** A key from a public repository makes a key of an existing user, which sweeps and launches. */
export const keyOfAnotherUser: KillChain = {
  name: 'a key of another user',
  page: PAGES.guivil,
  identity: userArn('s3-browser'),
  severity: 'critical',
  timeline: [
    [0, 'sweep of 17'],
    [100, 'CreateLoginProfile EntityAlreadyExistsException'],
    [120, 'CreateAccessKey'],
    [300, 'sweep of 17'],
    [320, 'sweep of 17'],
    [480, 'PutUserPolicy'],
    [600, 'AuthorizeSecurityGroupIngress'],
    [660, 'RunInstances'],
  ],
  records: [
    ...swept(stolen, { at: 0, rule: 'get-service-quota' }),
    did(stolen, {
      at: 100,
      call: 'iam CreateLoginProfile',
      request: { userName: 'ops', passwordResetRequired: false },
      error: 'EntityAlreadyExistsException',
    }),
    did(stolen, {
      at: 120,
      call: 'iam CreateAccessKey',
      request: { userName: 'ops' },
      response: { accessKey: { accessKeyId: KEY, status: 'Active', userName: 'ops' } },
    }),
    ...swept(ops, { at: 300 }),
    ...swept(ops, { at: 320, rule: 'get-service-quota' }),
    did(ops, {
      at: 480,
      call: 'iam PutUserPolicy',
      request: { userName: 'ops', policyName: 'dq', policyDocument: '{}' },
    }),
    did(ops, {
      at: 600,
      region: 'eu-west-1',
      call: 'ec2 AuthorizeSecurityGroupIngress',
      request: { groupId: 'sg-0123456789abcdef0' },
    }),
    did(ops, {
      at: 660,
      region: 'eu-west-1',
      call: 'ec2 RunInstances',
      ...launched('c6a.24xlarge', 30),
    }),
  ],
};
