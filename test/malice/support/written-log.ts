/** What functions wrote to standard output and standard error of this process: the log of a function. */
export interface WrittenLog {
  lines(): string[];
}

/** Keeps what is written instead of showing it, until all mocks of jest are restored. */
export function captureWrittenLog(): WrittenLog {
  const chunks: string[] = [];
  for (const stream of [process.stdout, process.stderr]) {
    jest.spyOn(stream, 'write').mockImplementation((chunk) => {
      chunks.push(String(chunk));
      return true;
    });
  }
  return { lines: () => chunks.join('').split('\n').slice(0, -1) };
}
