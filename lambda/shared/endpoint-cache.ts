/**
 * Replaces `@aws-sdk/endpoint-cache` in the bundle, which would pull in a library of data structures. Endpoint
 * discovery is off unless an environment variable enables it; the SDK then looks up endpoints each time.
 */
export class EndpointCache {
  get(): undefined {
    return undefined;
  }

  getEndpoint(): undefined {
    return undefined;
  }

  set(): void {}

  delete(): void {}

  has(): boolean {
    return false;
  }

  clear(): void {}
}
