/** How many alerts people get. Critical alerts do not count: they pass, one per second. */
export const ALERT_BOUND = {
  perIdentityAndHour: 10,
  perHour: 60,
  /** SNS deactivates an e-mail subscription above 10 messages a second; critical alerts and summaries need room too. */
  perSecond: 5,
} as const;

/** How many notices of each kind operators get. */
export const NOTICE_BOUND = { perAccountAndHour: 10, perHour: 60 } as const;
