/** Environment variables as a process has them. */
export type Variables = Readonly<Record<string, string | undefined>>;

/**
 * The values of variables that have to be set.
 *
 * @throws Error naming every variable that is not set, or empty.
 */
export function requireVariables<Name extends string>(
  variables: Variables,
  names: readonly Name[],
): Record<Name, string> {
  const missing = names.filter((name) => !variables[name]);
  if (missing.length > 0) {
    throw new Error(
      `The function lacks ${missing.join(', ')}. The stack sets these environment variables; deploy it again.`,
    );
  }
  return Object.fromEntries(names.map((name) => [name, variables[name]])) as Record<Name, string>;
}

/** The members of a list that is separated by commas; none where there is no text. */
export function readList(text = ''): string[] {
  return text
    .split(',')
    .map((member) => member.trim())
    .filter((member) => member !== '');
}
