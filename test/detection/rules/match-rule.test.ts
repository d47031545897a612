import type { Envelope } from '../../../src/detection/cloudtrail/unwrap';
import {
  isCallDelivery,
  isCallEventType,
  matchesEvent,
  matchesRule,
} from '../../../src/detection/rules/match-rule';
import type { RuleMatch } from '../../../src/detection/rules/rule';

const PLAIN: RuleMatch = { source: 'aws.x', eventSource: 'x.amazonaws.com', eventName: 'DoX' };
const WITH_PARAMETERS: RuleMatch = { ...PLAIN, requestParameters: { a: '1', b: '2' } };
const RECORD = { eventSource: 'x.amazonaws.com', eventName: 'DoX' };
const ENVELOPE: Envelope = {
  account: '1',
  source: 'aws.x',
  detailType: 'AWS API Call via CloudTrail',
};

describe('matchesRule', () => {
  it.each<[string, object, boolean]>([
    ['the source and the name', RECORD, true],
    ['any parameters', { ...RECORD, requestParameters: { a: '9' } }, true],
    ['any event type', { ...RECORD, eventType: 'AwsVpceEvent' }, true],
    ['another name', { ...RECORD, eventName: 'DoY' }, false],
    ['another source', { ...RECORD, eventSource: 'y.amazonaws.com' }, false],
    ['the name in a list', { ...RECORD, eventName: ['DoY', ['DoX']] }, true],
    ['other names in a list', { ...RECORD, eventName: ['DoY', { DoX: 'DoX' }] }, false],
    ['the source in a list', { ...RECORD, eventSource: ['x.amazonaws.com'] }, true],
    ['nothing', {}, false],
  ])('without parameters takes a record with %s', (_case, record, expected) => {
    expect(matchesRule(PLAIN, { ...record })).toBe(expected);
  });

  it.each<[string, unknown, boolean]>([
    ['the values asked for', { a: '1', b: '2' }, true],
    ['further members', { c: '3', b: '2', a: '1' }, true],
    ['one other value', { a: '1', b: '3' }, false],
    ['one value missing', { a: '1' }, false],
    ['a value of another type', { a: 1, b: '2' }, false],
    ['no members', {}, false],
    ['null', null, false],
    ['nothing', undefined, false],
    ['a text', 'a=1', false],
    ['a list', [{ a: '1', b: '2' }], true],
    ['a list in a list', [[null, { a: '1', b: '2' }]], true],
    ['spread over a list', [{ a: '1' }, { b: '2' }], false],
    ['values in lists', { a: ['0', '1'], b: [['2']] }, true],
    ['other values in lists', { a: ['0', 1], b: ['2'] }, false],
    ['an empty list', [], false],
  ])('with parameters goes by their values: %s', (_case, requestParameters, expected) => {
    expect(matchesRule(WITH_PARAMETERS, { ...RECORD, requestParameters })).toBe(expected);
  });

  it('goes by no parameters where a rule lists none', () => {
    const match = { ...PLAIN, requestParameters: {} };

    expect(matchesRule(match, { ...RECORD, requestParameters: null })).toBe(true);
  });

  it('looks into lists, however deep somebody nests them', () => {
    const depth = 100_000;
    const nested = (text: string): unknown =>
      JSON.parse(`${'['.repeat(depth)}"${text}"${']'.repeat(depth)}`);

    expect(matchesRule(PLAIN, { ...RECORD, eventName: nested('DoX') })).toBe(true);
    expect(matchesRule(PLAIN, { ...RECORD, eventName: nested('DoY') })).toBe(false);
    expect(isCallEventType({ eventType: nested('AwsVpceEvent') })).toBe(false);
  });

  it('does not go by inherited parameters', () => {
    const match = { ...PLAIN, requestParameters: { a: '1' } };

    expect(matchesRule(match, { ...RECORD, requestParameters: Object.create({ a: '1' }) })).toBe(
      false,
    );
  });
});

describe('isCallEventType', () => {
  it.each<[unknown, boolean]>([
    ['AwsApiCall', true],
    [undefined, true],
    [null, false],
    ['AwsVpceEvent', false],
    ['', false],
    [0, false],
    [['AwsApiCall'], true],
    [['AwsVpceEvent', 'AwsApiCall'], true],
    [['AwsVpceEvent'], false],
    [[null], false],
    [[], true],
    [[[], {}], true],
    [{ x: 'AwsVpceEvent' }, true],
  ])('decides for %j', (eventType, expected) => {
    expect(isCallEventType({ eventType })).toBe(expected);
  });

  it('takes a record without a type', () => {
    expect(isCallEventType({})).toBe(true);
  });
});

describe('isCallDelivery', () => {
  it.each<[unknown, boolean]>([
    ['AWS API Call via CloudTrail', true],
    [['AWS API Call via CloudTrail'], true],
    ['AWS Service Event via CloudTrail', false],
    [undefined, false],
  ])('decides for the detail-type %j', (detailType, expected) => {
    expect(isCallDelivery({ ...ENVELOPE, detailType })).toBe(expected);
  });
});

describe('matchesEvent', () => {
  it.each<[string, object, Partial<Envelope>, boolean]>([
    ['of the service', {}, {}, true],
    ['of another source', {}, { source: 'aws.y' }, false],
    ['of another type', {}, { detailType: 'x' }, false],
    ['with another record', { eventName: 'DoY' }, {}, false],
    ['with the copy of a VPC endpoint', { eventType: 'AwsVpceEvent' }, {}, false],
  ])('lets through or not an event %s', (_case, overrides, envelope, expected) => {
    const record = { ...RECORD, ...overrides };

    expect(matchesEvent(PLAIN, record, { ...ENVELOPE, ...envelope })).toBe(expected);
  });

  it('takes a record without an envelope for one that came in the right one', () => {
    expect(matchesEvent(PLAIN, RECORD)).toBe(true);
    expect(matchesEvent(PLAIN, { ...RECORD, eventType: null })).toBe(false);
  });
});
