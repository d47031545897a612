import { addDeliveries, NO_DELIVERY } from '../../collection/delivery/add-deliveries';
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
      const known = places.get(id) ?? NO_DELIVERY;
      places.set(id, { account, region, ...addDeliveries(known, { files: 1, ...delivery }) });
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
