import type { Notification } from '../../src/detection/notification';
import {
  type ChatNotification,
  renderChatNotification,
} from '../../src/notification/chat-notification';
import { flow, type Run } from './flowing-text';
import { type Screen, screenPicture } from './screen';
import type { Font } from './svg-text';

const TEXT: Font = { size: 13 };
const BOLD: Font = { size: 13, isBold: true };
const CODE: Font = { size: 11.5, isMonospace: true };
const SENDER: Font = { size: 14, isBold: true };
const WIDTH = 760;
const DARK = '#1d1c1d';
const GREY = '#616061';

/** A thread in Slack: the first notification of a finding, and the titles of those that follow it there. */
export function slackScreen([first, ...later]: readonly [
  Notification,
  ...(readonly Notification[]),
]): string {
  const { content } = renderChatNotification(first);
  const screen: Screen = {
    title: 'Slack message of RegionSweep, by Amazon Q Developer in chat applications',
    width: WIDTH,
    lines: [
      ...flow([plain('Amazon Q  ', SENDER), plain('APP  09:27', TEXT, GREY)], WIDTH),
      ...flow([plain(content.title, SENDER)], WIDTH),
      ...content.description.split('\n').flatMap((line) => flow(runsOf(line), WIDTH)),
      [],
      ...flow([plain('Next steps', BOLD)], WIDTH),
      ...content.nextSteps.flatMap((step) => flow(runsOf(`• ${step}`), WIDTH)),
      [],
      ...flow([plain(`${later.length} replies in the thread`, BOLD, '#1264a3')], WIDTH),
      ...later.map((one) => renderChatNotification(one)).flatMap(reply),
    ],
  };
  return screenPicture(screen);
}

function reply({ content }: ChatNotification): Run[][] {
  const [lead = '', ...rest] = content.description.split('\n');
  const changes = rest.slice(
    0,
    rest.findIndex((line) => line.startsWith('*')),
  );
  return [
    [],
    ...flow([plain(content.title, BOLD)], WIDTH),
    ...[lead, ...changes].flatMap((line) => flow(runsOf(line), WIDTH)),
    ...flow([plain('… and all that the first message has, as it is now', TEXT, GREY)], WIDTH),
  ];
}

/** Bold between asterisks and code between backticks, as Slack reads them; entities are what they stand for. */
function runsOf(line: string): Run[] {
  return line.split(/(`[^`]*`|(?<![^ ])\*[^*`]+\*)/).flatMap((piece): Run[] => {
    if (piece === '') {
      return [];
    }
    if (piece.startsWith('`')) {
      const text = unescaped(piece.slice(1, -1));
      return [{ text, font: CODE, color: '#c01343' }];
    }
    return /^\*[^*]+\*$/.test(piece) ? [plain(piece.slice(1, -1), BOLD)] : [plain(piece, TEXT)];
  });
}

function unescaped(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

function plain(text: string, font: Font, color = DARK): Run {
  return { text, font, color };
}
