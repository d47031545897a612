import { defaultProductArn, renderAsff } from '../../src/notification/asff/render-asff';
import { findingEvent } from '../../src/notification/finding-event';
import { OCSF_VERSION, renderOcsf } from '../../src/notification/ocsf/render-ocsf';
import { FORMAT_FIELDS } from './format-fields';
import { table } from './markdown';
import { sampleNotifications } from './sample-notifications';

const MAX_EXAMPLE = 60;

/** The generated parts of `docs/formats.md`: the fields with the values of a sample. */
export function formatsParts(): Readonly<Record<string, string>> {
  const notifications = sampleNotifications();
  const [, escalated] = notifications;
  const ocsf = renderOcsf(escalated, { region: 'eu-central-1' });
  const place = { partition: 'aws', region: 'eu-central-1', accountId: '999988887777' };
  const asff = renderAsff(escalated, { productArn: defaultProductArn(place) });
  const cells = (record: object, paths: readonly string[]) =>
    paths.map((path) => cell(record, path)).join('<br>');
  return {
    kinds: table(
      ['kind', 'detail type of the event', '`type_uid` in OCSF'],
      notifications.map((notification) => [
        notification.kind,
        `\`${findingEvent(notification).DetailType}\``,
        `${renderOcsf(notification).type_uid}`,
      ]),
    ),
    fields: table(
      ['finding', `OCSF ${OCSF_VERSION}`, 'ASFF'],
      FORMAT_FIELDS.map((field) => [
        field.finding,
        cells(ocsf, field.ocsf),
        cells(asff, field.asff),
      ]),
    ),
  };
}

/** A path with the value that the sample has there. */
function cell(record: object, path: string): string {
  const value = valueAt(record, path);
  if (value === undefined) {
    throw new Error(`The sample has nothing at ${path}. Correct the path in format-fields.ts.`);
  }
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const cut = text.length > MAX_EXAMPLE ? `${text.slice(0, MAX_EXAMPLE)}…` : text;
  return `\`${path}\`: ${cut.replace(/\s+/g, ' ').replaceAll('*', '\\*')}`;
}

function valueAt(record: object, path: string): unknown {
  let value: unknown = record;
  const steps = path.startsWith('ProductFields.')
    ? ['ProductFields', path.slice('ProductFields.'.length)]
    : path.split('.');
  for (const step of steps) {
    value = (value as Record<string, unknown> | undefined)?.[step];
  }
  return value;
}
