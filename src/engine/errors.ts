/** Base of what goes wrong while calls are handled and is mended by handling them again. */
export class DetectionError extends Error {
  override readonly name: string = 'DetectionError';
}

/** So many others changed a ledger at once that our change found no gap. */
export class LedgerContentionError extends DetectionError {
  override readonly name = 'LedgerContentionError';
}

/** An earlier handling of the same call holds the claim on a notification; the retry after its lease publishes it. */
export class NotificationPendingError extends DetectionError {
  override readonly name = 'NotificationPendingError';
}

/** The lease of our claim on a notification ran out, so others may have taken it over; the retry publishes it if need be. */
export class ClaimExpiredError extends DetectionError {
  override readonly name = 'ClaimExpiredError';
}
