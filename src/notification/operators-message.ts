import type { OperatorsNotice } from '../detection/operators-notice';
import { codeSpan, shownText } from './escape';
import type { Message } from './message';
import { type Content, contentOf } from './operators-content';
import { INDENT, labelled, paragraph } from './text-layout';

const MAX_NAME = 200;

/** SNS accepts subjects of fewer than 100 characters, and names of regions may become longer. */
const MAX_SUBJECT_LENGTH = 99;

/** Renders a notice for e-mail and for Slack, which shows no other text than its own format. */
export function renderOperatorsNotice(notice: OperatorsNotice, runbookUrl: string): Message {
  const content = contentOf(notice);
  const link = `${runbookUrl}#${content.anchor}`;
  const chat = JSON.stringify(chatOf(content, link));
  return {
    subject: `[RegionSweep] ${content.title}`.slice(0, MAX_SUBJECT_LENGTH),
    bodies: { default: chat, https: chat, email: emailOf(content, link) },
    attributes: { kind: notice.kind },
  };
}

function emailOf({ title, meaning, facts, step, command }: Content, link: string): string {
  const lines = [
    title,
    '',
    'WHAT IT MEANS',
    ...paragraph(meaning),
    '',
    'WHAT HAPPENED',
    ...facts.flatMap(({ label, text, isForeign }) =>
      labelled(label, isForeign ? shownText(text, MAX_NAME) : text),
    ),
    '',
    'WHAT TO DO NOW',
    ...paragraph(step),
    ...(command === undefined ? [] : [`${INDENT}${command}`]),
    `${INDENT}${link}`,
  ];
  return `${lines.join('\n')}\n`;
}

function chatOf({ title, meaning, facts, step, command }: Content, link: string) {
  return {
    version: '1.0',
    source: 'custom',
    content: {
      textType: 'client-markdown',
      title: `RegionSweep: ${title}`,
      description: [
        meaning,
        ...facts.map(
          ({ label, text, isForeign }) =>
            `*${label}:* ${isForeign ? codeSpan(text, MAX_NAME) : text}`,
        ),
      ].join('\n'),
      nextSteps: [step, ...(command === undefined ? [] : [codeSpan(command, 4 * MAX_NAME)]), link],
    },
  };
}
