import type { Notification } from '../../src/detection/notification';
import { renderMessage } from '../../src/notification/message';
import { flow, type Run } from './flowing-text';
import { type Screen, screenPicture } from './screen';
import type { Font } from './svg-text';

const BODY: Font = { size: 12, isMonospace: true };
const HEADING: Font = { ...BODY, isBold: true };
const LABEL: Font = { size: 13 };
const SUBJECT: Font = { size: 16, isBold: true };
const BODY_COLUMNS = 110;

/** The e-mail as a mail program shows it that has a font of equal widths for texts. */
export function emailScreen(notification: Notification): string {
  const { subject, bodies } = renderMessage(notification);
  const width = BODY_COLUMNS * 7.32;
  const screen: Screen = {
    title: 'E-mail of RegionSweep',
    width,
    lines: [
      ...flow([run(subject, SUBJECT)], width),
      ...flow([run('RegionSweep <no-reply@sns.amazonaws.com>', LABEL, '#5c6670')], width),
      [],
      ...bodies.email.trimEnd().split('\n').flatMap(bodyLines),
    ],
  };
  return screenPicture(screen);
}

/** A line that is too long goes on below. */
function bodyLines(line: string): Run[][] {
  const pieces = line.match(new RegExp(`.{1,${BODY_COLUMNS}}`, 'gu')) ?? [''];
  return pieces.map((piece) => {
    const isHeading = /^[A-Z]/.test(line) && line === line.toUpperCase();
    return [run(piece, isHeading ? HEADING : BODY)];
  });
}

function run(text: string, font: Font, color = '#16191f'): Run {
  return { text, font, color };
}
