/** A command line that cannot be carried out. The user sees the message and nothing else. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
