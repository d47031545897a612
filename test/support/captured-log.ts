/** The log of a function under test: the logger writes to the console and the metrics to the standard output. */
export interface CapturedLog {
  /** Lines of the logger, parsed. */
  entries(): Record<string, unknown>[];
  /** Lines in the embedded metric format, parsed. */
  metricDocuments(): Record<string, unknown>[];
  /** The whole log, as written. */
  text(): string;
}

/**
 * Captures the log until {@link releaseLog}. To be called before the logger is set up, which looks at the environment.
 * What is not JSON fails the test that reads it: neither the logger nor the metrics write such lines.
 */
export function captureLog(): CapturedLog {
  // Else Powertools writes to a console of its own.
  process.env['POWERTOOLS_DEV'] = 'true';
  const lines: string[] = [];
  for (const level of ['log', 'debug', 'info', 'warn', 'error'] as const) {
    jest.spyOn(console, level).mockImplementation((...parts: unknown[]) => {
      lines.push(parts.map(String).join(' '));
    });
  }
  jest.spyOn(process.stdout, 'write').mockImplementation((line) => {
    lines.push(String(line).trimEnd());
    return true;
  });
  const parsed = () => lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  return {
    entries: () => parsed().filter((entry) => !('_aws' in entry)),
    metricDocuments: () => parsed().filter((entry) => '_aws' in entry),
    text: () => lines.join('\n'),
  };
}

export function releaseLog(): void {
  delete process.env['POWERTOOLS_DEV'];
  jest.restoreAllMocks();
}
