/** The deployed detector. */
export interface DetectorFunction {
  /**
   * Invokes the function and returns its parsed answer.
   *
   * @param event as Lambda passes it to the function, as JSON.
   * @throws FunctionFailedError if it ran and failed; the error of the client if it did not run.
   */
  invoke(event: string): Promise<unknown>;
}

/** The function ran and failed. The message is its own, as received. */
export class FunctionFailedError extends Error {
  override readonly name = 'FunctionFailedError';
}
