/**
 * Replaces `@aws-sdk/credential-provider-node` in the bundle. A Lambda function has its credentials in the environment,
 * so providers for profiles, SSO, containers and instances would only make the bundle larger.
 */
export { fromEnv as defaultProvider } from '@aws-sdk/credential-provider-env';
