import { isCallEventType, matchesRule } from '../../../src/detection/rules/match-rule';
import type { RuleMatch } from '../../../src/detection/rules/rule';

const PLAIN: RuleMatch = { source: 'aws.x', eventSource: 'x.amazonaws.com', eventName: 'DoX' };
const WITH_PARAMETERS: RuleMatch = { ...PLAIN, requestParameters: { a: '1', b: '2' } };
const RECORD = { eventSource: 'x.amazonaws.com', eventName: 'DoX' };

describe('matchesRule', () => {
  it.each<[string, object, boolean]>([
    ['the source and the name', RECORD, true],
    ['any parameters', { ...RECORD, requestParameters: { a: '9' } }, true],
    ['any event type', { ...RECORD, eventType: 'AwsVpceEvent' }, true],
    ['another name', { ...RECORD, eventName: 'DoY' }, false],
    ['another source', { ...RECORD, eventSource: 'y.amazonaws.com' }, false],
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
    ['a list', [{ a: '1', b: '2' }], false],
  ])('with parameters goes by their values: %s', (_case, requestParameters, expected) => {
    expect(matchesRule(WITH_PARAMETERS, { ...RECORD, requestParameters })).toBe(expected);
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
  ])('is told of %j', (eventType, expected) => {
    expect(isCallEventType({ eventType })).toBe(expected);
  });

  it('takes a record without a type', () => {
    expect(isCallEventType({})).toBe(true);
  });
});
