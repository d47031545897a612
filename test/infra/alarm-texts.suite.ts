import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DEFAULT_CONFIG } from '../../src/config/defaults';
import { alarmsOf, plainText } from './alarm-template';
import { dashboardOf } from './dashboard-body';
import { FULL_CONTEXT, hubTemplate, standAloneForwarder, TRAIL_BY_TOPIC } from './synthesize';

const operations = readFileSync(join(__dirname, '../../docs/operations.md'), 'utf8');

/** The anchors that GitHub gives the headings. */
const anchors = [...operations.matchAll(/^#{2,4} (.+)$/gm)].map(([, heading = '']) =>
  heading
    .toLowerCase()
    .replace(/[^a-z0-9 -]/g, '')
    .replaceAll(' ', '-'),
);

const templates = [
  hubTemplate(),
  hubTemplate(FULL_CONTEXT),
  hubTemplate(TRAIL_BY_TOPIC),
  hubTemplate({ ...TRAIL_BY_TOPIC, collection: 'both' }),
  standAloneForwarder(),
];
const texts = new Set(
  templates.flatMap(alarmsOf).map(({ properties }) =>
    // The texts of regions differ in the region only.
    plainText(properties.AlarmDescription).replaceAll(/\b[a-z]{2}-[a-z]+-\d\b/g, 'eu-west-1'),
  ),
);

describe('the text of an alarm', () => {
  it.each([...texts])(
    'has a meaning, an urgency, a first command and a link to a section that exists: %s',
    (text) => {
      const [, url, anchor = ''] = /What to do: (https:\S+)#([a-z-]+)$/.exec(text) ?? [];

      expect(text).toMatch(
        /^RegionSweep: [A-Z].*\. (You (are|may be)|Alerts may be).*: act \w.*\./,
      );
      expect(text).toMatch(/ First command: aws \S/);
      expect(url).toBe(DEFAULT_CONFIG.runbookUrl);
      expect(anchors).toContain(anchor);
      // The limit of CloudWatch is 1,024 characters; names of resources are longer than their logical ids.
      expect(text.length).toBeLessThan(800);
    },
  );

  it('links to the configured page', () => {
    const runbookUrl = 'https://wiki.example.org/operations';
    const all = [hubTemplate({ runbookUrl }), standAloneForwarder({ runbookUrl })].flatMap(
      alarmsOf,
    );

    for (const { properties } of all) {
      expect(plainText(properties.AlarmDescription)).toContain(` ${runbookUrl}#`);
    }
  });
});

describe('the sections of docs/operations.md about alarms', () => {
  const linked = [...texts].map((text) => text.split('#').at(-1) ?? '');

  it.each([...new Set(linked)])(
    'say whether one is blind now, and how urgent it is: %s',
    (anchor) => {
      const sections = operations.split(/^(?=#{2,4} )/m);
      const section = sections[anchors.indexOf(anchor) + 1] ?? '';

      expect(section).toContain('**Meaning.**');
      expect(section).toContain('**Blind?**');
      expect(section).toContain('**Urgency.**');
    },
  );

  it('are all linked from the table of alarms', () => {
    expect(linked.filter((anchor) => !operations.includes(`](#${anchor})`))).toEqual([]);
  });
});

describe('the notes of the dashboard', () => {
  it('link to sections that exist', () => {
    const notes = dashboardOf(hubTemplate().toJSON()).widgets.map(
      ({ properties: { markdown = '' } }) => markdown,
    );
    const links = [...notes.join('\n').matchAll(/\]\((https:[^)#]+)#([^)]+)\)/g)];

    expect(links.length).toBeGreaterThanOrEqual(5);
    for (const [, url, anchor] of links) {
      expect(url).toBe(DEFAULT_CONFIG.runbookUrl);
      expect(anchors).toContain(anchor);
    }
  });
});
