/** The current time in milliseconds since the epoch. For leases, expiry and `detectedAt`, never for windows. */
export type Clock = () => number;
