import type { GatheredAlerts } from '../detection/gathered-alerts';
import type { OperatorsNotice } from '../detection/operators-notice';

/** Publishes the messages that are not about one finding. Both methods resolve once the message is accepted. */
export interface Notices {
  /** Publishes a summary of held-back alerts to the subscribers of alerts. */
  publishGathered(alerts: GatheredAlerts): Promise<void>;

  /** Publishes a notice to operators. */
  publishToOperators(notice: OperatorsNotice): Promise<void>;
}
