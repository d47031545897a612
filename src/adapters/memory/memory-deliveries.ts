import { addLags } from '../../collection/delivery/lags';
import type { AccountHours, Deliveries, Delivery, Place } from '../../ports/deliveries';

/** Deliveries in this process, for tests. They do not expire. */
export function createMemoryDeliveries(): Deliveries {
  const noted = new Set<string>();
  const hours = new Map<number, Map<string, Place & Delivery>>();
  const accounts = new Map<string, AccountHours>();
  return {
    async note({ key, hour, account, region, ...delivery }) {
      if (noted.has(key)) {
        return false;
      }
      noted.add(key);
      const places = hours.get(hour) ?? new Map<string, Place & Delivery>();
      hours.set(hour, places);
      const id = `${account}#${region}`;
      const known = places.get(id);
      places.set(id, {
        account,
        region,
        files: (known?.files ?? 0) + 1,
        calls: (known?.calls ?? 0) + delivery.calls,
        brought: (known?.brought ?? 0) + delivery.brought,
        unjudged: (known?.unjudged ?? 0) + delivery.unjudged,
        trailLags: addLags(known?.trailLags ?? [], delivery.trailLags),
        eventBridgeLags: addLags(known?.eventBridgeLags ?? [], delivery.eventBridgeLags),
      });
      return true;
    },
    async readHour(hour) {
      return [...(hours.get(hour)?.values() ?? [])];
    },
    async readAccounts() {
      return [...accounts.values()];
    },
    async writeAccount(account) {
      accounts.set(account.account, account);
    },
  };
}
