import type { TrailObjectError } from '../ports/trail-objects';
import type { ObjectReading } from './read-trail-object';
import type { PassedOver } from './select-object';

/** Why an object or a message was not read, or not completely. */
export type NotReadReason =
  | PassedOver
  | TrailObjectError['reason']
  | NonNullable<ObjectReading['failure']>
  /** The message has no form that we know. */
  | 'unknown-message';
