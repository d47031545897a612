import { shownName } from '../shown-name';

/** Names that are shown. */
const MAX_NAMES = 3;

/** A few of the paths, by the last part of each: `README.md, plan.pdf, key.pem, …`. */
export function someNames(paths: readonly string[]): string {
  const names = paths.slice(0, MAX_NAMES).map((path) => {
    const [name = path] = /[^\\/]+[\\/]*$/.exec(path) ?? [];
    return shownName(name);
  });
  return [...names, ...(paths.length > MAX_NAMES ? ['…'] : [])].join(', ');
}
