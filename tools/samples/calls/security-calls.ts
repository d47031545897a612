import type { Moment } from '../build-record';
import { stsTime } from '../clock';
import { exampleId, resourceId } from '../example-ids';
import type { ApiCall } from '../record';

/** Makes a call fit for the moment it is made in. */
export type CallFactory = (moment: Moment) => ApiCall;

const SECRETS = ['prod/db-main', 'prod/payments-api', 'shared/smtp', 'staging/db-main'] as const;

/** Secrets Manager decrypts a secret for whoever reads it. */
export const decryptSecret: CallFactory = ({ random, accountId, region }) => {
  const secret = random.pick(SECRETS);
  return {
    service: 'kms',
    eventName: 'Decrypt',
    readOnly: true,
    requestParameters: {
      encryptionAlgorithm: 'SYMMETRIC_DEFAULT',
      encryptionContext: {
        SecretARN: `arn:aws:secretsmanager:${region}:${accountId}:secret:${secret}`,
      },
    },
    resources: [keyOf(accountId, region, secret)],
  };
};

export const generateDataKey: CallFactory = ({ random, accountId, region }) => {
  const bucket = random.pick(['app-logs', 'invoices', 'trail']);
  return {
    service: 'kms',
    eventName: 'GenerateDataKey',
    readOnly: true,
    requestParameters: {
      keySpec: 'AES_256',
      encryptionContext: { 'aws:s3:arn': `arn:aws:s3:::${bucket}-${accountId}` },
    },
    resources: [keyOf(accountId, region, bucket)],
  };
};

export const getSecretValue: CallFactory = ({ random }) => ({
  service: 'secretsmanager',
  eventName: 'GetSecretValue',
  readOnly: true,
  requestParameters: { secretId: random.pick(SECRETS) },
});

/** `AssumeRole` for a role; the answer names the new session's key. */
export function assumeRole(roleName: string, sessionName: string): CallFactory {
  return ({ accountId, second }) => {
    const roleArn = `arn:aws:iam::${accountId}:role/${roleName}`;
    const arn = `arn:aws:sts::${accountId}:assumed-role/${roleName}/${sessionName}`;
    return {
      service: 'sts',
      eventName: 'AssumeRole',
      readOnly: true,
      requestParameters: { roleArn, roleSessionName: sessionName, durationSeconds: 3600 },
      responseElements: sessionOf(roleArn, arn, second),
      resources: [{ accountId, type: 'AWS::IAM::Role', ARN: roleArn }],
    };
  };
}

/** How a pod (`AssumeRoleWithWebIdentity`) or a person (`AssumeRoleWithSAML`) gets a session. */
export function assumeRoleWith(
  proof: 'WebIdentity' | 'SAML',
  roleName: string,
  sessionName: string,
): CallFactory {
  return (moment) => ({
    ...assumeRole(roleName, sessionName)(moment),
    eventName: `AssumeRoleWith${proof}`,
  });
}

/** A read-only IAM call; `noun` such as `Users`. */
export function iamList(noun: string): CallFactory {
  return () => ({
    service: 'iam',
    eventName: `List${noun}`,
    readOnly: true,
    requestParameters: { maxItems: 100 },
  });
}

export const getRole: CallFactory = ({ random }) => ({
  service: 'iam',
  eventName: 'GetRole',
  readOnly: true,
  requestParameters: {
    roleName: random.pick(['order-service', 'web-tier', 'deploy', 'Reporting']),
  },
});

export const consoleLogin: CallFactory = () => ({
  service: 'signin',
  eventName: 'ConsoleLogin',
  readOnly: false,
  requestParameters: null,
  responseElements: { ConsoleLogin: 'Success' },
  additionalEventData: {
    LoginTo: 'https://console.aws.amazon.com/console/home',
    MobileVersion: 'No',
    MFAUsed: 'Yes',
  },
  eventType: 'AwsConsoleSignIn',
});

function sessionOf(roleArn: string, arn: string, second: number) {
  return {
    credentials: {
      accessKeyId: exampleId('ASIA', `${arn} ${second}`),
      // The real one is some 800 characters of noise, which would only make the trail bigger.
      sessionToken: 'EXAMPLETOKEN',
      expiration: stsTime(second + 3600),
    },
    assumedRoleUser: {
      assumedRoleId: `${exampleId('AROA', roleArn)}:${arn.split('/').at(-1)}`,
      arn,
    },
  };
}

function keyOf(accountId: string, region: string, name: string) {
  return {
    accountId,
    type: 'AWS::KMS::Key',
    ARN: `arn:aws:kms:${region}:${accountId}:key/${resourceId('mrk', name)}`,
  };
}
