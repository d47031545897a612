import { REGION_NAMES } from '../../src/config/aws-regions';
import { nearest } from '../../src/config/nearest';
import { shownValue } from '../../src/config/shown-value';
import type { Call } from '../../src/detection/model';
import type { HistoryPart } from '../../src/trail/find/history-part';

/** A warning for each requested region that this version does not know and that has no call: probably misspelt. */
export function unknownRegions({ regions = [] }: HistoryPart, calls: Iterable<Call>): string[] {
  const unknown = new Set(regions.filter((region) => !REGION_NAMES.includes(region)));
  if (unknown.size > 0) {
    for (const { region } of calls) {
      unknown.delete(region);
    }
  }
  return [...unknown].map((region) => {
    const near = nearest(region, REGION_NAMES);
    const hint = near === undefined ? '' : ` Did you mean ${near}?`;
    return `--regions: no call is in ${shownValue(region)}, and this version does not know that region.${hint}`;
  });
}
