/**
 * Stands in for `@aws-sdk/credential-provider-node` in the bundle. A Lambda function has its credentials
 * in the environment; the providers for profiles, SSO, containers and instances would only weigh it down.
 */
export { fromEnv as defaultProvider } from '@aws-sdk/credential-provider-env';
