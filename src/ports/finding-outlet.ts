import type { Finding } from '../detection/finding';
import type { Notification } from '../detection/notification';

/** What happened to a finding. */
export type FindingChange = Notification['kind'];

/** A system that follows all findings, whether or not people are told of them. It may be told twice of one change. */
export interface FindingOutlet {
  /** Resolves once the change is taken; rejects when it was not. */
  deliver(finding: Finding, change: FindingChange): Promise<void>;
}
