/**
 * What a table shows instead of no rows.
 *
 * @param isWhole whether everything was read. If not, an empty result is no all-clear.
 */
export function nothingFound(what: string, isWhole: boolean): string {
  return `No ${what}${isWhole ? '.' : ' in what could be read, which is not the whole history: this is no all-clear.'}\n`;
}
