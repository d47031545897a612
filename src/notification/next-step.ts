/** One thing to do. It contains no text that a caller can choose, except well-formed names and keys. */
export interface NextStep {
  readonly text: string;
  /** Commands that do it. */
  readonly commands: readonly string[];
}
