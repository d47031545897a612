/** Where a command writes; given by `main.ts`, so that commands touch no globals. */
export interface Terminal {
  /** Data. */
  readonly stdout: NodeJS.WritableStream & { readonly isTTY?: boolean; readonly columns?: number };
  /** Everything else. */
  readonly stderr: NodeJS.WritableStream & { readonly isTTY?: boolean };
  /** Standard input; nothing is read from it unless this is called. */
  readonly stdin: () => AsyncIterable<Uint8Array> & { readonly isTTY?: boolean };
  /**
   * Listens for Ctrl-C, instead of ending at once. A second one ends the process.
   *
   * @returns what stops listening.
   */
  readonly onInterrupt: (listener: () => void) => () => void;
  /** The folder the command was called in. */
  readonly workingDirectory: string;
}
