import type { LocalTopic, TopicMessage } from '../../demo/local-topic';
import type { Incident } from '../../src/detection/incident/incident';
import type { Audience, Notification, NotificationCause } from '../../src/detection/notification';

/** The topic of each audience. */
export const TOPIC_ARNS: Readonly<Record<Audience, string>> = {
  people: 'arn:aws:sns:us-east-1:1:findings',
  archive: 'arn:aws:sns:us-east-1:1:archive',
};

/** What the subscribers of both topics have received. */
export interface Inbox {
  /** The notifications about identities whose key ends in this suffix, in the order of their arrival. */
  notificationsAbout(suffix: string): readonly Notification[];
}

export function openInbox({ messages }: LocalTopic): Inbox {
  const notifications: Notification[] = [];
  return {
    notificationsAbout(suffix) {
      notifications.push(...messages.slice(notifications.length).map(notificationIn));
      return notifications.filter(({ incident }) => incident.identity.key.endsWith(suffix));
    },
  };
}

/** The notification that programs read in a message. */
export function notificationIn({ topicArn, bodies, attributes }: TopicMessage): Notification {
  return {
    ...(JSON.parse(attributes['cause'] ?? '{}') as NotificationCause),
    incident: JSON.parse(bodies['default'] ?? '') as Incident,
    audience: topicArn === TOPIC_ARNS.people ? 'people' : 'archive',
  };
}
