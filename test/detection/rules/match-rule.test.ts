import fc from 'fast-check';
import type { Envelope } from '../../../src/detection/cloudtrail/unwrap';
import {
  calledName,
  isCallDelivery,
  isCallEventType,
  lacksParameters,
  matchesEvent,
  matchesRule,
} from '../../../src/detection/rules/match-rule';
import type { RuleMatch } from '../../../src/detection/rules/rule';

const PLAIN: RuleMatch = { source: 'aws.x', eventSource: 'x.amazonaws.com', eventNames: ['DoX'] };
const WITH_PARAMETERS: RuleMatch = { ...PLAIN, requestParameters: { a: ['1'], b: ['2', '3'] } };
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
    ['another of the values', { a: '1', b: '3' }, true],
    ['one other value', { a: '1', b: '4' }, false],
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

  it('looks into lists at any depth', () => {
    const depth = 100_000;
    const nested = (text: string): unknown =>
      JSON.parse(`${'['.repeat(depth)}"${text}"${']'.repeat(depth)}`);

    expect(matchesRule(PLAIN, { ...RECORD, eventName: nested('DoX') })).toBe(true);
    expect(matchesRule(PLAIN, { ...RECORD, eventName: nested('DoY') })).toBe(false);
    expect(isCallEventType({ eventType: nested('AwsVpceEvent') })).toBe(false);
  });

  it('does not go by inherited parameters', () => {
    const match = { ...PLAIN, requestParameters: { a: ['1'] } };

    expect(matchesRule(match, { ...RECORD, requestParameters: Object.create({ a: '1' }) })).toBe(
      false,
    );
  });
});

describe('matchesRule for a rule with several calls', () => {
  const match: RuleMatch = { ...PLAIN, eventNames: ['DoX', 'DoY'] };

  it.each([
    ['DoX', true],
    ['DoY', true],
    ['DoZ', false],
  ])('decides for %s', (eventName, expected) => {
    expect(matchesRule(match, { ...RECORD, eventName })).toBe(expected);
  });

  it.each<[unknown, string | undefined]>([
    ['DoX', 'DoX'],
    [['x', ['DoY']], 'DoY'],
    [['DoY', 'DoX'], 'DoX'],
    ['DoZ', undefined],
  ])('names the call of %j', (eventName, expected) => {
    expect(calledName(match, { ...RECORD, eventName })).toBe(expected);
  });
});

describe('lacksParameters', () => {
  const DENIED = { ...RECORD, errorCode: 'AccessDenied' };

  it.each<[string, object, boolean]>([
    ['null', { requestParameters: null }, true],
    ['nothing', {}, true],
    ['an empty object', { requestParameters: {} }, true],
    ['an empty list', { requestParameters: [] }, true],
    ['a text', { requestParameters: 'a=1' }, true],
    ['other members', { requestParameters: { c: '3' } }, true],
    ['empty members', { requestParameters: { a: {}, b: [] } }, true],
    ['inherited members', { requestParameters: Object.create({ a: '9' }) }, true],
    ['one other value', { requestParameters: { a: '9' } }, false],
    ['null for a value', { requestParameters: { a: null } }, false],
    ['a value in a list', { requestParameters: [{}, [{ b: '9' }]] }, false],
    ['the values asked for', { requestParameters: { a: '1', b: '2' } }, false],
  ])('looks at the members of a denied call: %s', (_case, members, expected) => {
    const record = { ...DENIED, ...members };

    expect(lacksParameters(WITH_PARAMETERS, record)).toBe(expected);
    expect(matchesRule(WITH_PARAMETERS, record)).toBe(
      expected || JSON.stringify(members).includes('"a":"1"'),
    );
  });

  it.each<[unknown, boolean]>([
    ['AccessDenied', true],
    ['AccessDeniedException', true],
    [['x', ['AccessDenied']], true],
    ['Client.UnauthorizedOperation', false],
    ['accessdenied', false],
    ['ThrottlingException', false],
    [null, false],
    [undefined, false],
    [{ AccessDenied: 'AccessDenied' }, false],
  ])('needs an error that denies the call: %j', (errorCode, expected) => {
    const record = { ...RECORD, errorCode, requestParameters: null };

    expect(lacksParameters(WITH_PARAMETERS, record)).toBe(expected);
    expect(matchesRule(WITH_PARAMETERS, record)).toBe(expected);
  });

  it('misses nothing where a rule looks at no parameters', () => {
    expect(lacksParameters(PLAIN, { ...DENIED, requestParameters: null })).toBe(false);
    expect(matchesRule(PLAIN, { ...DENIED, requestParameters: null })).toBe(true);
  });

  it('holds for no call that the parameters match', () => {
    const value = fc.constantFrom('1', '2', '3', '9', null, {}, [], ['1', '2']);
    const parameters = fc.oneof(
      fc.record({ a: value, b: value }, { requiredKeys: [] }),
      fc.constantFrom(null, undefined, 'a=1', []),
      fc.array(fc.record({ a: value, b: value }, { requiredKeys: [] })),
    );
    fc.assert(
      fc.property(
        parameters,
        fc.constantFrom('AccessDenied', undefined),
        (requestParameters, errorCode) => {
          const record = { ...RECORD, errorCode, requestParameters };
          const hasAll = matchesRule(WITH_PARAMETERS, { ...record, errorCode: undefined });

          expect(hasAll && lacksParameters(WITH_PARAMETERS, record)).toBe(false);
          expect(matchesRule(WITH_PARAMETERS, record)).toBe(
            hasAll || lacksParameters(WITH_PARAMETERS, record),
          );
        },
      ),
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
