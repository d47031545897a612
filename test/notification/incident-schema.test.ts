import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import schema from '../../schemas/incident.schema.json';
import {
  INCIDENT_SCHEMA_VERSION,
  type Incident,
  MAX_FINDINGS,
  MAX_TIMELINE,
} from '../../src/detection/incident/incident';
import { SEVERITIES } from '../../src/detection/rules/rule';
import { WATCH_CATEGORIES } from '../../src/detection/watched/watch-catalog';
import {
  fieldRows,
  propertiesOf,
  type SchemaNode,
  validateIncident,
} from '../support/finding-schema';
import {
  consoleClick,
  findingOf,
  hostileSweep,
  largestSweep,
  longTermKeySweep,
  roleSession,
} from '../support/findings';
import { incidentOf } from '../support/incidents';
import { attackChain, hostileLines, watchedLine } from '../support/watched-lines';

const FOLLOWED = 'incident-20260313T092630Z-0123456789abcdef';

/** An incident with every member that there is. */
const complete = (): Incident =>
  incidentOf([longTermKeySweep(), consoleClick()], {
    state: { follows: FOLLOWED, mergedInto: FOLLOWED },
    watched: [...attackChain(), watchedLine({ errorCode: 'AccessDenied' })],
    status: 'closed',
    isOngoing: true,
    acknowledgement: {
      by: 'jane',
      reason: 'SEC-1234',
      at: '2026-03-14T09:40:00.000Z',
      until: '2026-03-15T09:40:00.000Z',
      severity: 'high',
    },
  });

const properties = new Map([
  ...propertiesOf(schema as unknown as SchemaNode),
  ...propertiesOf(schema.$defs.sweepLine as SchemaNode, 'timeline[]'),
  ...propertiesOf(schema.$defs.watchedLine as SchemaNode, 'timeline[]'),
]);

const OPTIONAL = ['follows', 'mergedInto', 'isOngoing', 'acknowledgement'];

describe('schemas/incident.schema.json', () => {
  it.each<[string, Incident]>([
    ['complete', complete()],
    ['of one finding', incidentOf(longTermKeySweep())],
    ['of a role', incidentOf(findingOf({ userIdentity: roleSession('s') }))],
    ['of a source IP', incidentOf(findingOf({ settings: { groupBy: 'sourceIp' } }))],
    ['of nobody', incidentOf(findingOf({ userIdentity: {} }))],
    ['largest', incidentOf(largestSweep(), { watched: hostileLines('"\\'.repeat(200)) })],
    ['hostile', incidentOf(hostileSweep('\r\n\u202e<!channel>'))],
  ])('accepts an incident: %s', (_, incident) => {
    expect(validateIncident(incident)).toEqual([]);
  });

  it.each(WATCH_CATEGORIES)('accepts a reason for watched calls of $id', ({ id }) => {
    const reason: Incident['reasons'][number] = {
      id: `watched-${id}`,
      sentence: 'RunInstances 3 min after the sweep: 12 calls in 2 regions.',
      points: 80,
      values: { calls: 12, regions: 2, secondsAfter: 180 },
    };
    const incident = complete();

    expect(validateIncident({ ...incident, reasons: [reason, ...incident.reasons] })).toEqual([]);
  });

  it.each(Object.keys(complete()))('asks for %s, unless it is optional', (name) => {
    const { [name as keyof Incident]: _removed, ...without } = complete();

    expect(validateIncident(without).length === 0).toBe(OPTIONAL.includes(name));
  });

  it.each<[string, object]>([
    ['a further field', { surprise: 'x' }],
    ['no finding', { findings: [] }],
    ['a finding of schema 1.1', { findings: [{ ...longTermKeySweep(), schemaVersion: '1.1' }] }],
    ['a line of another kind', { timeline: [{ ...watchedLine(), kind: 'other' }] }],
    ['an ID that is none', { id: 'incident 7' }],
    ['a status of its own', { status: 'resolved' }],
    ['fewer sweeps than one', { totals: { ...complete().totals, sweeps: 0 } }],
    ['an end that is denied', { isOngoing: false }],
  ])('rejects %s', (_, change) => {
    expect(validateIncident({ ...complete(), ...change })).not.toEqual([]);
  });

  it('has the values of the code', () => {
    const kinds: Record<Incident['identity']['kind'], true> = {
      user: true,
      role: true,
      root: true,
      shared: true,
      other: true,
    };

    expect(schema.properties.schemaVersion.const).toBe(INCIDENT_SCHEMA_VERSION);
    expect(schema.properties.severity.enum).toEqual(SEVERITIES);
    expect(schema.properties.identity.properties.kind.enum).toEqual(Object.keys(kinds));
    expect(schema.properties.findings.maxItems).toBe(MAX_FINDINGS);
    expect(schema.properties.timeline.maxItems).toBe(MAX_TIMELINE);
  });

  it('knows the members of a complete incident and no other', () => {
    expect(Object.keys(schema.properties).sort()).toEqual(Object.keys(complete()).sort());
  });

  it.each([...properties])('describes %s', (_, node) => {
    expect(node.description).toMatch(/\w.*\.$/);
    if (node.properties !== undefined) {
      expect(node.additionalProperties).toBe(false);
    }
  });
});

describe('docs/incident.md', () => {
  const page = readFileSync(join(__dirname, '../../docs/incident.md'), 'utf8');

  it('documents each field in a row with type, meaning and example, and no other field', () => {
    const paths = [...properties.keys()].map((path) => [path, 4]);

    expect(fieldRows(page.slice(page.indexOf('## Fields'))).sort()).toEqual(paths.sort());
  });
});
