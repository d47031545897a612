/** One thing to do. It holds no text that a caller can choose, but for well-formed names and keys. */
export interface NextStep {
  readonly text: string;
  /** Commands that do it. */
  readonly commands: readonly string[];
}
