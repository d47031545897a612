/** The environment variables of a process. */
export type Variables = Readonly<Record<string, string | undefined>>;

/**
 * The values of required variables.
 *
 * @throws Error that names every variable that is missing or empty.
 */
export function requireVariables<Name extends string>(
  variables: Variables,
  names: readonly Name[],
): Record<Name, string> {
  const missing = names.filter((name) => !variables[name]);
  if (missing.length > 0) {
    throw new Error(
      `Missing environment variables: ${missing.join(', ')}. Deploy the stack again to set them.`,
    );
  }
  return Object.fromEntries(names.map((name) => [name, variables[name]])) as Record<Name, string>;
}

/** The members of a comma-separated list. */
export function readList(text = ''): string[] {
  return text
    .split(',')
    .map((member) => member.trim())
    .filter((member) => member !== '');
}
