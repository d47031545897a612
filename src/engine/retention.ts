/**
 * How long the store keeps calls and sweeps after their end, in seconds: as long as late events count, and as long as
 * repeats follow a sweep.
 */
export function retentionSeconds({
  lateEventHours,
  renotifyMinutes,
}: {
  readonly lateEventHours: number;
  readonly renotifyMinutes: number;
}): number {
  return Math.max(lateEventHours * 3600, renotifyMinutes * 60);
}
