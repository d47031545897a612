/**
 * A number from the environment that bounds or repeats a run.
 *
 * @throws Error when it is none: a run of no cases would pass.
 */
export function wholeNumber(variable: string, otherwise: number): number {
  const text = process.env[variable];
  const number = Number(text ?? otherwise);
  if (!Number.isSafeInteger(number) || text === '') {
    throw new Error(
      `${variable} is no whole number: received "${text}". Leave it out for ${otherwise}.`,
    );
  }
  return number;
}
