/**
 * The region whose turn it is. It follows from the time alone, so that nothing has to be remembered: each region has
 * the turn for `seconds`, then the next one. A function that is invoked every `seconds` calls each in its turn.
 *
 * @param now milliseconds since the epoch.
 */
export function regionInTurn(
  regions: readonly [string, ...string[]],
  seconds: number,
  now: number,
): string {
  const turn = Math.floor(now / (seconds * 1000)) % regions.length;
  return regions[turn] ?? regions[0];
}
