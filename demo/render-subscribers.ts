import type { TopicMessage } from './local-topic';

const RULER = '='.repeat(78);

/** One notification as its subscribers get it: the e-mail, the Slack message, and the JSON for machines. */
export function renderMessage(message: TopicMessage, number: number, total: number): string {
  const { subject, bodies, attributes } = message;
  const filters = Object.entries(attributes).map(([name, value]) => `${name}=${value}`);
  return [
    RULER,
    `Notification ${number} of ${total}`,
    `Filter attributes: ${filters.join(', ')}`,
    RULER,
    '',
    '--- e-mail ---',
    `Subject: ${subject}`,
    '',
    bodies['email'],
    '',
    '--- Slack, through Amazon Q Developer in chat applications ---',
    JSON.stringify(JSON.parse(bodies['https'] ?? '{}'), undefined, 2),
    '',
    '--- SQS, Lambda, Firehose ---',
    bodies['sqs'],
    '',
  ].join('\n');
}

/** A notification on one line: its subject and what it says of the finding. */
export function renderLine({ subject, attributes }: TopicMessage): string {
  return `  ${subject} (${attributes['kind']})`;
}
