import { isoTime } from './clock';
import { exampleId } from './ids';
import { hashText } from './random';
import type { UserIdentity } from './record';

/** The account that a caller calls, which records the call, and how the caller appears there. */
interface Origin {
  readonly accountId: string;
  /** An IP address from the documentation ranges, or the name of a service. */
  readonly sourceIPAddress: string;
  readonly userAgent: string;
  /** The call was made with the credentials of a console session. */
  readonly fromConsole?: boolean;
}

export interface Caller extends Origin {
  /** Sessions are renewed, so the identity depends on the time. */
  readonly identityAt: (second: number) => UserIdentity;
}

export interface UserOrigin extends Origin {
  readonly userName: string;
}

export interface SessionOrigin extends Origin {
  readonly roleName: string;
  readonly sessionName: string;
  /** @default '/' */
  readonly rolePath?: string;
  /** @default one hour, after which new credentials are fetched */
  readonly sessionSeconds?: number;
  /** When sessions begin, in seconds past midnight. @default a time that follows from the name */
  readonly beginsAt?: number;
  readonly mfa?: boolean;
  /** The instance metadata service issued the credentials. */
  readonly onInstance?: boolean;
  /** The OIDC provider of the cluster whose pod assumed the role. */
  readonly oidcProvider?: string;
}

/** An IAM user with a long-term key. */
export function iamUser({ userName, ...origin }: UserOrigin): Caller {
  const { accountId } = origin;
  const arn = `arn:aws:iam::${accountId}:user/${userName}`;
  const principalId = exampleId('AIDA', arn);
  const accessKeyId = exampleId('AKIA', arn);
  const identity = { type: 'IAMUser', principalId, arn, accountId, accessKeyId, userName };
  return { ...origin, identityAt: () => identity };
}

/** A session of a role. Its ARN stays the same when the credentials are renewed. */
export function roleSession(session: SessionOrigin): Caller {
  const { accountId, roleName, sessionName, rolePath = '/', oidcProvider } = session;
  const roleArn = `arn:aws:iam::${accountId}:role${rolePath}${roleName}`;
  const roleId = exampleId('AROA', roleArn);
  const arn = `arn:aws:sts::${accountId}:assumed-role/${roleName}/${sessionName}`;
  const issuer = { type: 'Role', principalId: roleId, arn: roleArn, accountId };
  const identityAt = (second: number): UserIdentity => {
    const startedAt = sessionStart(session, arn, second);
    return {
      type: 'AssumedRole',
      principalId: `${roleId}:${sessionName}`,
      arn,
      accountId,
      accessKeyId: exampleId('ASIA', `${arn} ${startedAt}`),
      sessionContext: {
        sessionIssuer: { ...issuer, userName: roleName },
        ...(oidcProvider !== undefined && {
          webIdFederationData: { federatedProvider: oidcProvider, attributes: {} },
        }),
        attributes: {
          creationDate: isoTime(startedAt),
          mfaAuthenticated: String(session.mfa ?? false),
        },
        ...(session.onInstance && { ec2RoleDelivery: '2.0' }),
      },
    };
  };
  return { ...session, identityAt };
}

/** When the session began in which a call is made. */
function sessionStart(session: SessionOrigin, arn: string, second: number): number {
  const { sessionSeconds = 3600 } = session;
  const beginsAt = session.beginsAt ?? hashText(arn) % sessionSeconds;
  return Math.floor((second - beginsAt) / sessionSeconds) * sessionSeconds + beginsAt;
}

/** An AWS service that calls for itself. It has neither an ARN nor an account. */
export function awsService(accountId: string, name: string): Caller {
  const host = `${name}.amazonaws.com`;
  const identity = { type: 'AWSService', invokedBy: host };
  return { accountId, identityAt: () => identity, sourceIPAddress: host, userAgent: host };
}

/** The same caller, as it appears when an AWS service calls on its behalf. */
export function through(service: string, caller: Caller): Caller {
  return {
    ...caller,
    identityAt: (second) => ({ ...caller.identityAt(second), invokedBy: service }),
    sourceIPAddress: service,
    userAgent: service,
  };
}
