/** Base of the errors that handling the calls again repairs. */
export class DetectionError extends Error {
  override readonly name: string = 'DetectionError';
}

/** Too many other writers changed a ledger at once for our change to succeed. */
export class LedgerContentionError extends DetectionError {
  override readonly name = 'LedgerContentionError';
}

/** An earlier attempt with the same call holds the claim on a notification; the retry after its lease publishes it. */
export class NotificationPendingError extends DetectionError {
  override readonly name = 'NotificationPendingError';
}

/** The lease of our claim ran out, so another handler may have taken it over; the retry publishes it if needed. */
export class ClaimExpiredError extends DetectionError {
  override readonly name = 'ClaimExpiredError';
}
