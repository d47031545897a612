/** The deployed detector. */
export interface DetectorFunction {
  /**
   * Invokes it and waits for its answer, parsed.
   *
   * @param event as Lambda receives it, serializable as JSON.
   * @throws FunctionFailedError when it ran and failed; the client's own error when it did not run.
   */
  invoke(event: unknown): Promise<unknown>;
}

/** The function ran and failed. The message is the function's own error, as received. */
export class FunctionFailedError extends Error {
  override readonly name = 'FunctionFailedError';
}
