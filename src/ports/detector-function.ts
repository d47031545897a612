/** The detector as it is deployed. */
export interface DetectorFunction {
  /**
   * Invokes it and waits for its answer, parsed.
   *
   * @param event as Lambda hands it over; can be written as JSON.
   * @throws FunctionFailedError when it ran and failed; the error of who invokes when it did not run.
   */
  invoke(event: unknown): Promise<unknown>;
}

/** The function ran and failed. The message is what it said of it, as received. */
export class FunctionFailedError extends Error {
  override readonly name = 'FunctionFailedError';
}
