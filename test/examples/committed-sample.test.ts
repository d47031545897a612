import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { generateTrail } from '../../tools/samples/generate-trail';
import { expectedSweepsText, sampleFiles } from '../../tools/samples/sample-files';
import { SCENARIOS } from '../../tools/samples/scenarios/all';
import { EXAMPLES, readSampleTrail } from './sample-folder';
import { callsIn } from './trail-calls';

const trail = generateTrail();
const committed = readSampleTrail();

describe('the sample trail in the repository', () => {
  it('has the files that the generator makes, and no others', () => {
    const generated = sampleFiles(trail).map((file) => file.path);

    expect(committed.map((file) => file.path)).toEqual(generated.toSorted());
  });

  it('has the content that the generator makes', () => {
    const generated = new Map(sampleFiles(trail).map((file) => [file.path, file.text]));

    const outdated = committed.filter((file) => file.text !== generated.get(file.path));

    expect(outdated.map((file) => file.path)).toEqual([]);
  });

  it('comes with the expectations that the generator makes', () => {
    const text = readFileSync(join(EXAMPLES, 'expected-sweeps.json'), 'utf8');

    expect(text).toBe(expectedSweepsText(trail));
    expect(JSON.parse(text)).toEqual(trail.expected);
  });

  it('stays small enough to be kept in the repository', () => {
    const size = committed.reduce((sum, file) => sum + file.size, 0);

    expect(committed.length).toBeLessThanOrEqual(120);
    expect(size).toBeLessThan(620_000);
  });
});

describe('examples/README.md', () => {
  const readme = readFileSync(join(EXAMPLES, 'README.md'), 'utf8');
  const rows = readme
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) => line.split('|').map((cell) => cell.trim()));

  it.each(SCENARIOS.map((scenario) => scenario.name))('has a row for %s', (name) => {
    expect(rows.filter((row) => row.at(2) === `\`${name}\``)).toHaveLength(1);
  });

  it.each(trail.expected)('says when and by what $scenario is found', (sweep) => {
    const row = rows.find((cells) => cells.at(2) === `\`${sweep.scenario}\``);

    expect(row?.at(1)).toBe(sweep.firstCall.slice(11, 16));
    expect(row?.at(4)).toBe(sweep.windowings.join(', '));
  });

  it('calls nothing found that must not be', () => {
    const found = rows.filter((row) => row.at(4)?.includes('sliding'));

    expect(found).toHaveLength(trail.expected.length);
  });

  it('counts right', () => {
    const deliveries = trail.files.flatMap((file) => file.records);
    const records = new Set(deliveries.map((record) => record.eventID)).size;
    const calls = new Set(callsIn(trail.files).map((call) => call.eventId)).size;

    expect(readme).toContain(`${trail.files.length} log files`);
    expect(readme).toContain(`${deliveries.length.toLocaleString('en-US')} deliveries`);
    expect(readme).toContain(`of ${records.toLocaleString('en-US')} records`);
    expect(readme).toContain(`${calls} of the records are calls`);
  });
});
