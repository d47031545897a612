/** The current time in milliseconds since the epoch. Used for leases, expiry and `detectedAt`, never for windows. */
export type Clock = () => number;
