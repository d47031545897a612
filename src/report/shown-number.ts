/** For example `1,234`. */
export function shownNumber(number: number): string {
  return number.toLocaleString('en-US');
}
