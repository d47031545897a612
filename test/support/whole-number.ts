/**
 * A number from the environment that limits or repeats a run.
 *
 * @throws Error if it is not a whole number: a run without cases would pass.
 */
export function wholeNumber(variable: string, otherwise: number): number {
  const text = process.env[variable];
  const number = Number(text ?? otherwise);
  if (!Number.isSafeInteger(number) || text === '') {
    throw new Error(
      `${variable} must be a whole number: received "${text}". Unset it to use ${otherwise}.`,
    );
  }
  return number;
}
