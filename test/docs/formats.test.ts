import { readFileSync } from 'node:fs';
import path from 'node:path';
import { renderAsff } from '../../src/notification/asff/render-asff';
import { incidentEvent } from '../../src/notification/incident-event';
import { OCSF_VERSION } from '../../src/notification/ocsf/finding-info';
import { renderOcsf } from '../../src/notification/ocsf/render-ocsf';
import { longTermKeySweep } from '../support/findings';
import { escalated, everyKind } from '../support/notifications';

/** `docs/formats.md` is written by hand; these tests compare its tables with what the renderers write. */
const PAGE = readFileSync(path.join(__dirname, '../../docs/formats.md'), 'utf8');

const ROWS = PAGE.split('\n')
  .filter((line) => line.startsWith('|'))
  .map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );

const FIELDS = ROWS.slice(ROWS.findIndex(([first]) => first === 'finding') + 2);

const SAMPLE = escalated(longTermKeySweep());
const OCSF = renderOcsf(longTermKeySweep(), { region: 'eu-central-1' });
const ASFF = renderAsff(SAMPLE, {
  productArn: 'arn:aws:securityhub:eu-central-1:999988887777:product/999988887777/default',
});

function pathsIn(cell: string | undefined): string[] {
  return [...(cell ?? '').matchAll(/`([^`]+)`/g)].map(([, one = '']) => one);
}

/** Names of product fields contain no dot. */
function valueAt(record: object, field: string): unknown {
  return field
    .split('.')
    .reduce<unknown>(
      (value, step) => (value as Record<string, unknown> | undefined)?.[step],
      record,
    );
}

describe('the page about formats', () => {
  it('names the version of OCSF', () => {
    expect(PAGE).toContain(`**OCSF ${OCSF_VERSION}**`);
  });

  it('lists fields', () => {
    expect(FIELDS.length).toBeGreaterThan(30);
  });

  it.each(FIELDS.map(([finding, ocsf, asff]) => ({ finding, ocsf, asff })))(
    'names fields of $finding that exist',
    ({ ocsf, asff }) => {
      const missing = [
        ...pathsIn(ocsf).filter((field) => valueAt(OCSF, field) === undefined),
        ...pathsIn(asff).filter((field) => valueAt(ASFF, field) === undefined),
      ];
      expect(missing).toEqual([]);
    },
  );

  it.each(everyKind(longTermKeySweep()))('names the event: $kind', (sample) => {
    const { DetailType } = incidentEvent(sample);

    expect(ROWS).toContainEqual([sample.kind, `\`${DetailType}\``]);
  });
});
