/**
 * Replaces `@aws-sdk/middleware-endpoint-discovery` in the bundles. The DynamoDB client only reads its settings there:
 * none of the commands that the functions send discovers endpoints.
 */
export const NODE_ENDPOINT_DISCOVERY_CONFIG_OPTIONS = {
  environmentVariableSelector: () => undefined,
  configFileSelector: () => undefined,
  default: false,
};

export const resolveEndpointDiscoveryConfig = <Config>(config: Config): Config => config;
