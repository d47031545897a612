import { isoTime } from './clock';
import { exampleId } from './ids';
import { hashText } from './random';
import type { UserIdentity } from './record';

export interface Caller {
  /** The account that is called, and that records the call. */
  readonly accountId: string;
  /** Sessions are renewed, so the identity depends on the time. */
  readonly identityAt: (second: number) => UserIdentity;
  /** An IP address from the documentation ranges, or the name of a service. */
  readonly sourceIPAddress: string;
  readonly userAgent: string;
  /** The call was made with the credentials of a console session. */
  readonly fromConsole?: boolean;
}

/** User agents that several callers have. */
export const LAMBDA_PYTHON =
  'Boto3/1.36.3 md/Botocore#1.36.3 ua/2.1 os/linux#5.10 lang/python#3.13.2 exec-env/AWS_Lambda_python3.13';
export const LINUX_BROWSER =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/134.0.0.0 Safari/537.36';

/** Source IP and user agent of a caller. */
export type Origin = readonly [sourceIPAddress: string, userAgent: string];

/** An IAM user with a long-term key. */
export function iamUser(accountId: string, userName: string, origin: Origin): Caller {
  const arn = `arn:aws:iam::${accountId}:user/${userName}`;
  const principalId = exampleId('AIDA', arn);
  const accessKeyId = exampleId('AKIA', arn);
  const identity = { type: 'IAMUser', principalId, arn, accountId, accessKeyId, userName };
  return callerFrom(origin, accountId, () => identity);
}

interface SessionOptions {
  /** @default one hour, after which new credentials are fetched */
  readonly sessionSeconds?: number;
  /** When sessions begin, in seconds past midnight. @default a time that follows from the name */
  readonly beginsAt?: number | undefined;
  readonly mfa?: boolean;
  /** The instance metadata service issued the credentials. */
  readonly onInstance?: boolean;
  /** The OIDC provider of the cluster whose pod assumed the role. */
  readonly oidcProvider?: string;
}

/**
 * A session of a role. Its ARN stays the same when the credentials are renewed.
 *
 * @param session the names of role and session, such as `web-tier/i-0123`, after the path of the role if it has one.
 */
export function roleSession(
  accountId: string,
  session: string,
  origin: Origin,
  options: SessionOptions = {},
): Caller {
  const [sessionName = '', roleName = '', ...path] = session.split('/').reverse();
  const roleArn = `arn:aws:iam::${accountId}:role/${[...path.reverse(), roleName].join('/')}`;
  const principalId = exampleId('AROA', roleArn);
  const arn = `arn:aws:sts::${accountId}:assumed-role/${roleName}/${sessionName}`;
  const sessionIssuer = { type: 'Role', principalId, arn: roleArn, accountId, userName: roleName };
  const { oidcProvider, onInstance, mfa = false } = options;
  return callerFrom(origin, accountId, (second) => {
    const startedAt = sessionStart(options, arn, second);
    return {
      type: 'AssumedRole',
      principalId: `${principalId}:${sessionName}`,
      arn,
      accountId,
      accessKeyId: exampleId('ASIA', `${arn} ${startedAt}`),
      sessionContext: {
        sessionIssuer,
        ...(oidcProvider !== undefined && {
          webIdFederationData: { federatedProvider: oidcProvider, attributes: {} },
        }),
        attributes: { creationDate: isoTime(startedAt), mfaAuthenticated: String(mfa) },
        ...(onInstance && { ec2RoleDelivery: '2.0' }),
      },
    };
  });
}

/** A person who signed in to the console through IAM Identity Center, with a second factor. */
export function consoleSession(
  accountId: string,
  permissionSet: string,
  name: string,
  origin: Origin,
  beginsAt?: number,
): Caller {
  const path = 'aws-reserved/sso.amazonaws.com/eu-central-1';
  const session = `${path}/AWSReservedSSO_${permissionSet}/${name}@example.com`;
  const options = { sessionSeconds: 24 * 3600, beginsAt, mfa: true };
  return { ...roleSession(accountId, session, origin, options), fromConsole: true };
}

export function callerFrom(
  [sourceIPAddress, userAgent]: Origin,
  accountId: string,
  identityAt: Caller['identityAt'],
): Caller {
  return { accountId, identityAt, sourceIPAddress, userAgent };
}

/** When the session began in which a call is made. */
function sessionStart(options: SessionOptions, arn: string, second: number): number {
  const { sessionSeconds = 3600 } = options;
  const beginsAt = options.beginsAt ?? hashText(arn) % sessionSeconds;
  return Math.floor((second - beginsAt) / sessionSeconds) * sessionSeconds + beginsAt;
}

/** An AWS service that calls for itself. It has neither an ARN nor an account. */
export function awsService(accountId: string, name: string): Caller {
  const host = `${name}.amazonaws.com`;
  return callerFrom([host, host], accountId, () => ({ type: 'AWSService', invokedBy: host }));
}

/** The same caller, as it appears when an AWS service calls on its behalf. */
export function through(host: string, { accountId, identityAt }: Caller): Caller {
  return callerFrom([host, host], accountId, (second) => ({
    ...identityAt(second),
    invokedBy: host,
  }));
}
