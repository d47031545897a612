import { PAGES } from '../../../../src/detection/watched/evidence-pages';
import { did, type KillChain, launched, swept, userArn, userWith } from '../chain';

const NEW = 'DangerDev@protonmail.me';
const QUARANTINE = 'arn:aws:iam::aws:policy/AWSCompromisedKeyQuarantineV2';
const stolen = userWith('ses-legacy', 'AKIADANGER0000LEGACY0', '203.0.113.60');
const inConsole = userWith(NEW, 'ASIADANGER0000CONSOLE', '203.0.113.61');
const signingIn = {
  ...inConsole,
  userIdentity: { ...inConsole.userIdentity, accessKeyId: '' },
};
const aws = {
  sourceIp: 'AWS Internal',
  userAgent: 'AWS Internal',
  userIdentity: { type: 'AWSService', invokedBy: 'AWS Internal' },
};

/** AWS quarantines a leaked key. Its holder creates a user with a password, who sweeps in the console and launches. */
export const userOfAnIntruder: KillChain = {
  name: 'a user of the intruder, in the console',
  page: PAGES.dangerdev,
  identity: userArn('ses-legacy'),
  severity: 'critical',
  timeline: [
    [-600, 'AttachUserPolicy'],
    [0, 'sweep of 17'],
    [60, 'CreateUser'],
    [75, 'CreateLoginProfile'],
    [90, 'AttachUserPolicy'],
    [200, 'ConsoleLogin'],
    [300, 'sweep of 17'],
    [420, 'DetachUserPolicy'],
    [480, 'RunInstances'],
    [600, 'PutAccountDetails'],
  ],
  records: [
    did(aws, {
      at: -600,
      call: 'iam AttachUserPolicy',
      request: { userName: 'ses-legacy', policyArn: QUARANTINE },
    }),
    ...swept(stolen, { at: 0 }),
    did(stolen, {
      at: 60,
      call: 'iam CreateUser',
      request: { userName: NEW },
      response: { user: { userName: NEW, path: '/', arn: userArn(NEW) } },
    }),
    did(stolen, {
      at: 75,
      call: 'iam CreateLoginProfile',
      request: { userName: NEW, passwordResetRequired: false },
      response: { loginProfile: { userName: NEW, passwordResetRequired: false } },
    }),
    did(stolen, {
      at: 90,
      call: 'iam AttachUserPolicy',
      request: { userName: NEW, policyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' },
    }),
    did(signingIn, {
      at: 200,
      call: 'signin ConsoleLogin',
      response: { ConsoleLogin: 'Success' },
      fields: {
        eventType: 'AwsConsoleSignIn',
        additionalEventData: { MFAUsed: 'No', MobileVersion: 'No' },
      },
    }),
    ...swept(inConsole, { at: 300 }),
    did(inConsole, {
      at: 420,
      call: 'iam DetachUserPolicy',
      request: { userName: 'ses-legacy', policyArn: QUARANTINE },
    }),
    did(inConsole, { at: 480, call: 'ec2 RunInstances', ...launched('c5.metal', 8) }),
    did(inConsole, { at: 600, call: 'ses PutAccountDetails' }),
  ],
};
