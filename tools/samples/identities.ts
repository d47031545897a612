import { isoTime } from './clock';
import { exampleId } from './example-ids';
import { hashText } from './random';
import type { UserIdentity } from './record';

type IdentityAt = (second: number) => UserIdentity;

const HOUR = 3600;

/** An IAM user with a long-term key. */
export function iamUser(accountId: string, userName: string): IdentityAt {
  const arn = `arn:aws:iam::${accountId}:user/${userName}`;
  return () => ({
    type: 'IAMUser',
    principalId: exampleId('AIDA', arn),
    arn,
    accountId,
    accessKeyId: exampleId('AKIA', arn),
    userName,
  });
}

export interface RoleSession {
  readonly accountId: string;
  readonly roleName: string;
  readonly sessionName: string;
  /** @default '/' */
  readonly rolePath?: string;
  /** @default one hour, after which new credentials are fetched */
  readonly sessionSeconds?: number;
  /** When sessions begin, in seconds past midnight. @default a time that follows from the name */
  readonly beginsAt?: number;
  /** Whoever signed in used a second factor. */
  readonly mfa?: boolean;
  /** The instance metadata service handed the credentials out. */
  readonly onInstance?: boolean;
  /** The OIDC provider of the cluster whose pod assumed the role. */
  readonly oidcProvider?: string;
}

/** A session of a role. Its ARN stays the same when the credentials are renewed. */
export function assumedRole(session: RoleSession): IdentityAt {
  const { accountId, roleName, sessionName, rolePath = '/', oidcProvider } = session;
  const roleArn = `arn:aws:iam::${accountId}:role${rolePath}${roleName}`;
  const arn = `arn:aws:sts::${accountId}:assumed-role/${roleName}/${sessionName}`;
  const roleId = exampleId('AROA', roleArn);
  return (second) => {
    const startedAt = sessionStart(session, arn, second);
    return {
      type: 'AssumedRole',
      principalId: `${roleId}:${sessionName}`,
      arn,
      accountId,
      accessKeyId: exampleId('ASIA', `${arn} ${startedAt}`),
      sessionContext: {
        sessionIssuer: {
          type: 'Role',
          principalId: roleId,
          arn: roleArn,
          accountId,
          userName: roleName,
        },
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
}

/** A user whom an old-style identity broker let in with `GetFederationToken`. */
export function federatedUser(accountId: string, broker: string, userName: string): IdentityAt {
  const issuerArn = `arn:aws:iam::${accountId}:user/${broker}`;
  const arn = `arn:aws:sts::${accountId}:federated-user/${userName}`;
  return (second) => ({
    type: 'FederatedUser',
    principalId: `${accountId}:${userName}`,
    arn,
    accountId,
    accessKeyId: exampleId('ASIA', arn),
    sessionContext: {
      sessionIssuer: {
        type: 'IAMUser',
        principalId: exampleId('AIDA', issuerArn),
        arn: issuerArn,
        accountId,
        userName: broker,
      },
      attributes: {
        creationDate: isoTime(second - (second % (12 * HOUR))),
        mfaAuthenticated: 'false',
      },
    },
  });
}

/** The root user, signed in to the console. */
export function rootUser(accountId: string): IdentityAt {
  const arn = `arn:aws:iam::${accountId}:root`;
  return () => ({ type: 'Root', principalId: accountId, arn, accountId });
}

/** When the session began that a call at `second` is made in. */
function sessionStart(session: RoleSession, arn: string, second: number): number {
  const { sessionSeconds = HOUR } = session;
  const beginsAt = session.beginsAt ?? hashText(arn) % sessionSeconds;
  return Math.floor((second - beginsAt) / sessionSeconds) * sessionSeconds + beginsAt;
}
