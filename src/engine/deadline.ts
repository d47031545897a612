/** Something did not answer in time. A later answer is ignored. */
export class DeadlineError extends Error {
  override readonly name = 'DeadlineError';
}

/**
 * Starts something and waits for it until a deadline.
 *
 * @param milliseconds `undefined` for no deadline.
 * @throws DeadlineError when it does not end in time; its own error when it fails.
 */
export async function withinDeadline<Value>(
  milliseconds: number | undefined,
  start: () => Promise<Value>,
): Promise<Value> {
  if (milliseconds === undefined) {
    return start();
  }
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new DeadlineError(`There was no answer within ${milliseconds} ms.`)),
      milliseconds,
    );
  });
  try {
    return await Promise.race([start(), deadline]);
  } finally {
    clearTimeout(timer);
  }
}
