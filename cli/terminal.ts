/** Where a command writes; given by `main.ts`, so that commands touch no globals. */
export interface Terminal {
  /** Data. */
  readonly stdout: NodeJS.WritableStream & { readonly isTTY?: boolean; readonly columns?: number };
  /** Everything else. */
  readonly stderr: NodeJS.WritableStream & { readonly isTTY?: boolean };
  /** The folder the command was called in. */
  readonly workingDirectory: string;
}
