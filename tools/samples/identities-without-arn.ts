import { exampleId } from './example-ids';
import type { UserIdentity } from './record';

/** An AWS service that calls for itself. It has neither an ARN nor an account. */
export function awsService(service: string): () => UserIdentity {
  return () => ({ type: 'AWSService', invokedBy: service });
}

/** A caller of another account, as the called account sees it. */
export function awsAccount(accountId: string, userName: string): () => UserIdentity {
  return () => ({
    type: 'AWSAccount',
    principalId: exampleId('AIDA', `${accountId} ${userName}`),
    accountId,
  });
}

/** A pod that trades the token of its service account for credentials. */
export function webIdentityUser(
  identityProvider: string,
  serviceAccount: string,
): () => UserIdentity {
  const userName = `system:serviceaccount:${serviceAccount}`;
  return () => ({
    type: 'WebIdentityUser',
    principalId: `${identityProvider}:sts.amazonaws.com:${userName}`,
    userName,
    identityProvider,
  });
}

/** A person who trades a SAML assertion for credentials. */
export function samlUser(identityProvider: string, userName: string): () => UserIdentity {
  return () => ({
    type: 'SAMLUser',
    principalId: `${identityProvider}:${userName}`,
    userName,
    identityProvider,
  });
}

/** A person in the access portal of IAM Identity Center. */
export function identityCenterUser(accountId: string, userId: string): () => UserIdentity {
  return () => ({
    type: 'IdentityCenterUser',
    accountId,
    onBehalfOf: {
      userId,
      identityStoreArn: `arn:aws:identitystore::${accountId}:identitystore/d-1234567890`,
    },
    credentialId: `${userId}-portal`,
  });
}
