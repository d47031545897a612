/**
 * Stands in for `@aws-sdk/endpoint-cache` in the bundle, which brings a library of data structures for it. Endpoint
 * discovery is off unless an environment variable turns it on; then endpoints are asked for each time.
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
