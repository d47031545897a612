import { PAGES } from '../../../../src/detection/watched/evidence-pages';
import { ACCOUNT, type Caller, did, type KillChain, swept, userArn, userWith } from '../chain';

const SESSION_KEY = 'ASIAFEDERATED0SESSION';
const FEDERATED = `arn:aws:sts::${ACCOUNT}:federated-user/admin`;
const stolen = userWith('ci', 'AKIAFEDERATED00000CI0', '203.0.113.90');
const federated: Caller = {
  sourceIp: '203.0.113.91',
  userIdentity: {
    type: 'FederatedUser',
    principalId: `${ACCOUNT}:admin`,
    arn: FEDERATED,
    accountId: ACCOUNT,
    accessKeyId: SESSION_KEY,
    sessionContext: {
      sessionIssuer: {
        type: 'IAMUser',
        principalId: 'AIDACIEXAMPLE',
        arn: userArn('ci'),
        accountId: ACCOUNT,
        userName: 'ci',
      },
      attributes: { mfaAuthenticated: 'false' },
    },
  },
};

/** A key turns itself into a session, which outlives it, prepares a region and turns off the trail. No machines. */
export const federatedSession: KillChain = {
  name: 'a federated session that outlives its key',
  page: PAGES.federation,
  identity: userArn('ci'),
  severity: 'critical',
  timeline: [
    [-300, 'GetFederationToken'],
    [0, 'sweep of 17'],
    [120, 'sweep of 17'],
    [300, 'StopLogging'],
    [330, 'DeleteTrail InsufficientPermissions'],
  ],
  records: [
    did(stolen, {
      at: -300,
      call: 'sts GetFederationToken',
      request: { name: 'admin', durationSeconds: 129600 },
      response: {
        credentials: { accessKeyId: SESSION_KEY, expiration: 'Mar 2, 2026, 11:55:00 PM' },
        federatedUser: { federatedUserId: `${ACCOUNT}:admin`, arn: FEDERATED },
        packedPolicySize: 3,
      },
    }),
    ...swept(stolen, { at: 0 }),
    ...swept(federated, { at: 120, rule: 'get-service-quota' }),
    did(federated, {
      at: 300,
      call: 'cloudtrail StopLogging',
      request: { name: 'management-events' },
    }),
    did(federated, {
      at: 330,
      call: 'cloudtrail DeleteTrail',
      request: { name: 'management-events' },
      error: 'InsufficientPermissions',
    }),
  ],
};
