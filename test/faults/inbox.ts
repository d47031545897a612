import type { LocalTopic } from '../../demo/local-topic';
import type { Finding } from '../../src/detection/finding';

/** What a subscriber to the topic has got. */
export interface Inbox {
  /** The findings about principals whose key ends so, in the order in which they came. */
  findingsAbout(suffix: string): readonly Finding[];
}

export function openInbox({ messages }: LocalTopic): Inbox {
  const findings: Finding[] = [];
  return {
    findingsAbout(suffix) {
      for (const { bodies } of messages.slice(findings.length)) {
        findings.push(JSON.parse(bodies['default'] ?? '') as Finding);
      }
      return findings.filter(({ principal }) => principal.key.endsWith(suffix));
    },
  };
}
