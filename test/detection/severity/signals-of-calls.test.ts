import type { Caller } from '../../../src/detection/model';
import { NO_CONTEXT } from '../../../src/detection/severity/context';
import type { Signal } from '../../../src/detection/severity/signal';
import { attackTool } from '../../../src/detection/severity/signals/attack-tool';
import { awsService } from '../../../src/detection/severity/signals/aws-service';
import { browser } from '../../../src/detection/severity/signals/browser';
import { closedRegions } from '../../../src/detection/severity/signals/closed-regions';
import { consoleSession } from '../../../src/detection/severity/signals/console-session';
import { knownScanner } from '../../../src/detection/severity/signals/known-scanner';
import { longTermKey } from '../../../src/detection/severity/signals/long-term-key';
import { serviceLinkedRole } from '../../../src/detection/severity/signals/service-linked-role';
import { uuid } from '../../support/calls';

/** What a signal observes in calls of these callers, each in a region of its own. */
function observe(signal: Signal, callers: readonly (Partial<Caller> | undefined)[]) {
  const calls = callers.map((caller, index) => ({
    eventId: uuid(index),
    second: 0,
    region: `region-${index}`,
    ...(caller && { caller: { type: 'IAMUser', ...caller } }),
  }));
  return signal.observe({ ruleId: 'describe-instances', calls, context: NO_CONTEXT });
}

const KEYS = ['AKIAIOSFODNN7EXAMPLE', 'AKIAI44QH8DHBEXAMPLE'];
const SERVICE_ROLE =
  'arn:aws:iam::111122223333:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig';
const BROWSER = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36';

describe('a signal of the calls applies', () => {
  it.each<[string, Signal, readonly Partial<Caller>[], string, object]>([
    [
      'one long-term key',
      longTermKey,
      [{ accessKeyId: KEYS[0] as string }, {}],
      'A long-term key (AKIA...) was used.',
      { keys: 1 },
    ],
    [
      'two long-term keys',
      longTermKey,
      KEYS.map((accessKeyId) => ({ accessKeyId })),
      '2 long-term keys (AKIA...) were used.',
      { keys: 2 },
    ],
    [
      'one region that is not enabled',
      closedRegions,
      [{ errorCode: 'AuthFailure' }, {}],
      'The caller tried 1 region where the credentials are not valid. Someone familiar with the account would not have tried it.',
      { regions: 1 },
    ],
    [
      'two regions that are not enabled',
      closedRegions,
      [{ errorCode: 'OptInRequired' }, { errorCode: 'UnrecognizedClientException' }],
      'The caller tried 2 regions where the credentials are not valid. Someone familiar with the account would not have tried them.',
      { regions: 2 },
    ],
    [
      'an attack tool',
      attackTool,
      [{}, { userAgent: 'aws-cli/2.15.0 Python/3.11 Linux/6.5.0-kali3-amd64' }],
      'A user agent names a tool or an operating system made for attacks.',
      {},
    ],
    [
      'Prowler, by the ID of its maker',
      knownScanner,
      [{ userAgent: 'Boto3/1.34 APN_1826889' }],
      'A user agent holds APN_1826889, the ID of the scanner Prowler.',
      {},
    ],
    [
      'another scanner',
      knownScanner,
      [{ userAgent: 'Scout Suite/5.14' }],
      'A user agent names a widely used scanner.',
      {},
    ],
    ['a browser', browser, [{ userAgent: BROWSER }], 'A user agent names a browser', {}],
    [
      'an AWS service that made all calls',
      awsService,
      [{ sourceIp: 'config.amazonaws.com' }, { sourceIp: 'AWS Internal' }],
      'An AWS service made all calls',
      { calls: 2 },
    ],
    [
      'a role that only an AWS service can use',
      serviceLinkedRole,
      [{ roleArn: SERVICE_ROLE }],
      'Only an AWS service can use this role.',
      {},
    ],
    [
      'a console session',
      consoleSession,
      [{ consoleSession: 'true', userAgent: BROWSER }],
      'AWS recorded that all calls came from a console session, where one click makes them.',
      { calls: 1 },
    ],
  ])('to %s', (_what, signal, callers, sentence, values) => {
    const observation = observe(signal, callers);

    expect(observation?.sentence).toContain(sentence);
    expect(observation?.values).toEqual(values);
    expect(observation?.share).toBeUndefined();
  });

  it('to a script in a console session without subtracting points', () => {
    const caller = { consoleSession: 'true', userAgent: 'aws-cli/2.15.0' } as const;

    expect(observe(consoleSession, [caller])).toMatchObject({ values: { calls: 1 }, share: 0 });
  });
});

describe('a signal of the calls does not apply', () => {
  it.each<[string, Signal, readonly (Partial<Caller> | undefined)[]]>([
    ['temporary keys', longTermKey, [{ accessKeyId: 'ASIAIOSFODNN7EXAMPLE' }]],
    ['other errors', closedRegions, [{ errorCode: 'AccessDenied' }, undefined]],
    ['an ordinary user agent', attackTool, [{ userAgent: BROWSER }]],
    ['an ordinary user agent', knownScanner, [{ userAgent: BROWSER }]],
    ['an SDK', browser, [{ userAgent: 'Boto3/1.34.0' }]],
    ['a service that made only some calls', awsService, [{ sourceIp: 'AWS Internal' }, {}]],
    ['a caller that was not kept', awsService, [undefined]],
    ['another role in some calls', serviceLinkedRole, [{ roleArn: SERVICE_ROLE }, {}]],
    ['a caller that was not kept', serviceLinkedRole, [undefined]],
    ['a console session in some calls only', consoleSession, [{ consoleSession: 'true' }, {}]],
    ['a caller that was not kept', consoleSession, [undefined]],
  ])('to %s', (_what, signal, callers) => {
    expect(observe(signal, callers)).toBeUndefined();
  });
});
