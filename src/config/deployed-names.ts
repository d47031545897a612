/** Names that the stacks give themselves, and by which `doctor` finds them. */

/** The stack of the hub. */
export const HUB_STACK = 'RegionSweep';

/**
 * Name of the hub bus. It is fixed, because forwarders in other regions and accounts must know it. So each region of an
 * account can have one hub.
 */
export const HUB_BUS = 'regionsweep';

/** The stack with the StackSets of an organization. */
export function organizationStack(hubStack: string): string {
  return `${hubStack}Organization`;
}

/** The stack of the forwarder in a region. */
export function forwarderStack(region: string): string {
  return `${HUB_STACK}Forwarder-${region}`;
}
