/**
 * The region whose turn it is. It depends on the time only, so the heartbeat needs no state: each region has its turn
 * for `seconds`. A function that runs every `seconds` reaches each region in turn.
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
