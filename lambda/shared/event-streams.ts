/**
 * Stands in for `@smithy/core/event-streams` in the bundles. The SDK loads it only for operations that stream events,
 * and no function calls one.
 */
export class EventStreamSerde {
  constructor() {
    throw new Error('This bundle has no support for event streams.');
  }
}
