import type { LocalTopic } from '../../demo/local-topic';
import type { Finding } from '../../src/detection/finding';

/** What a subscriber of the topic has received. */
export interface Inbox {
  /** The findings of principals whose key ends in this suffix, in the order of their arrival. */
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
