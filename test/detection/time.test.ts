import { formatMilliseconds, formatSecond, parseEventTime } from '../../src/detection/time';

const SECOND = Date.UTC(2025, 0, 21, 17, 49, 47) / 1000;

describe('parseEventTime', () => {
  it.each([
    ['as CloudTrail writes it', '2025-01-21T17:49:47Z'],
    ['without a zone', '2025-01-21T17:49:47'],
    ['with a space for the T', '2025-01-21 17:49:47'],
    ['with a space and nine digits of a fraction', '2025-01-21 17:49:47.000000000'],
    ['with a fraction, which is dropped', '2025-01-21T17:49:47.999Z'],
    ['with one digit of a fraction', '2025-01-21T17:49:47.9Z'],
    ['with a comma before the fraction', '2025-01-21T17:49:47,999Z'],
    ['with the offset of UTC', '2025-01-21T17:49:47+00:00'],
    ['with an offset to the east', '2025-01-21T23:19:47+05:30'],
    ['with an offset to the west', '2025-01-21T09:49:47-08:00'],
    ['with an offset into the next day', '2025-01-22T02:49:47+09:00'],
    ['with an offset without a colon', '2025-01-21T18:49:47+0100'],
    ['with small letters, as RFC 3339 allows', '2025-01-21t17:49:47z'],
    ['with UTC as a word', '2025-01-21 17:49:47 UTC'],
    ['as Athena writes a timestamp with its zone', '2025-01-21 17:49:47.000 UTC'],
    ['with everything there is', '2025-01-21 23:19:47.123456789+05:30'],
  ])('reads a time %s', (_case, text) => {
    expect(parseEventTime(text)).toBe(SECOND);
  });

  it.each([
    ['2025-02-19 20:13:49', Date.UTC(2025, 1, 19, 20, 13, 49) / 1000],
    ['2024-02-29T00:00:00Z', Date.UTC(2024, 1, 29) / 1000],
    ['2026-12-31T23:59:59Z', Date.UTC(2026, 11, 31, 23, 59, 59) / 1000],
    ['9998-12-31T23:59:59Z', Date.UTC(9999, 0) / 1000 - 1],
    ['9999-01-01T00:59:59+01:00', Date.UTC(9999, 0) / 1000 - 1],
    ['1970-01-01T00:00:00Z', 0],
    ['1969-12-31T23:00:00-01:00', 0],
  ])('reads %s', (text, expected) => {
    expect(parseEventTime(text)).toBe(expected);
  });

  it.each([
    ['nothing', ''],
    ['dots', '...'],
    ['a column heading', 'eventTime'],
    ['a number', '1737481787'],
    ['a negative number', '-1'],
    ['a date alone', '2025-01-21'],
    ['a time without seconds', '2025-01-21T17:49Z'],
    ['30 February', '2025-02-30T00:00:00Z'],
    ['29 February of a common year', '2025-02-29T00:00:00Z'],
    ['month 13', '2025-13-01T00:00:00Z'],
    ['month 0', '2025-00-01T00:00:00Z'],
    ['day 0', '2025-01-00T00:00:00Z'],
    ['24:00:00', '2025-01-21T24:00:00Z'],
    ['minute 60', '2025-01-21T17:60:00Z'],
    ['second 60', '2025-01-21T17:49:60Z'],
    ['a time before the epoch', '1969-12-31T23:59:59Z'],
    ['a time that its offset puts before the epoch', '1970-01-01T00:00:00+00:01'],
    ['a time of the last year of four digits', '9999-01-01T00:00:00Z'],
    ['the first second of the last year of four digits', '9999-01-01T00:00:00Z'],
    ['a time that its offset puts into that year', '9998-12-31T23:59:59-00:01'],
    ['a negative year', '-2025-01-21T17:49:47Z'],
    ['a year of two digits in four', '0025-01-21T17:49:47Z'],
    ['a year of five digits', '12025-01-21T17:49:47Z'],
    ['a year with a sign', '+002025-01-21T17:49:47Z'],
    ['a fraction without digits', '2025-01-21T17:49:47.Z'],
    ['ten digits of a fraction', '2025-01-21T17:49:47.0000000000Z'],
    ['an offset of a day', '2025-01-21T17:49:47+24:00'],
    ['an offset of 60 minutes', '2025-01-21T17:49:47+05:60'],
    ['half an offset', '2025-01-21T17:49:47+05'],
    ['two zones', '2025-01-21T17:49:47Z+05:30'],
    ['the basic format of ISO 8601', '20250121T174947Z'],
    ['another zone as a word', '2025-01-21 17:49:47 GMT'],
    ['UTC without a space', '2025-01-21 17:49:47UTC'],
    ['small letters for UTC', '2025-01-21 17:49:47 utc'],
    ['a date of the United States', 'Jan 21, 2025, 05:49:47 PM'],
    ['a space before', ' 2025-01-21T17:49:47Z'],
    ['a line break after', '2025-01-21T17:49:47Z\n'],
    ['other digits', '２０２５-01-21T17:49:47Z'],
    ['a megabyte of digits', '2'.repeat(1024 * 1024)],
    ['a time in a long text', `2025-01-21T17:49:47Z${' '.repeat(1024)}`],
  ])('rejects %s', (_case, text) => {
    expect(parseEventTime(text)).toBeUndefined();
  });
});

describe('formatSecond', () => {
  it.each([
    [0, '1970-01-01T00:00:00Z'],
    [SECOND, '2025-01-21T17:49:47Z'],
  ])('writes %d as CloudTrail does', (second, expected) => {
    expect(formatSecond(second)).toBe(expected);
  });
});

describe('formatMilliseconds', () => {
  it('writes milliseconds', () => {
    expect(formatMilliseconds(SECOND * 1000 + 7)).toBe('2025-01-21T17:49:47.007Z');
  });
});
