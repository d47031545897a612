import type { Command } from 'commander';

/** Where a command reads and writes. `main.ts` passes it, so that commands touch no globals. */
export interface Terminal {
  /** Data. */
  readonly stdout: NodeJS.WritableStream & { readonly isTTY?: boolean; readonly columns?: number };
  /** Everything else. */
  readonly stderr: NodeJS.WritableStream & { readonly isTTY?: boolean };
  /** Standard input. Nothing is read from it before the first call. */
  readonly stdin: () => AsyncIterable<Uint8Array> & { readonly isTTY?: boolean };
  /**
   * Calls a listener on Ctrl-C instead of ending the process. A second Ctrl-C ends it.
   *
   * @returns a function that stops listening.
   */
  readonly onInterrupt: (listener: () => void) => () => void;
  /** The current folder. */
  readonly workingDirectory: string;
}

/** The part of a terminal that results go to. */
export type Screen = Pick<Terminal, 'stdout'>;

/** Declares a command. @param finish takes the exit code. */
export type DeclareCommand = (
  program: Command,
  terminal: Terminal,
  finish: (exitCode: number) => void,
) => void;
