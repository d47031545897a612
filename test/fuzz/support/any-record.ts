import fc from 'fast-check';
import type { JsonObject } from '../../../src/detection/json';
import { roleSession } from '../../support/findings';
import { recordOf } from '../../support/records';
import { altered, anyJson, anyText } from './any-json';

/** Texts that are nearly times, or are. */
const anyTime = fc.oneof(
  fc.constantFrom(
    '2026-03-01T12:00:00Z',
    '2026-03-01 12:00:00.000',
    '2026-02-29T12:00:00Z',
    '2024-02-29T23:59:60Z',
    '9999-12-31T23:59:59Z',
    '0000-01-01T00:00:00Z',
    '2026-03-01T12:00:00+24:00',
  ),
  fc
    .date({ min: new Date(0), max: new Date('9998-12-31T00:00:00Z'), noInvalidDate: true })
    .map((date) => date.toISOString().replace(/\.\d+/, '')),
);

const anyUuid = fc.oneof(
  fc.uuid(),
  fc.uuid().map((id) => id.toUpperCase()),
);

const IDENTITIES: readonly JsonObject[] = [
  roleSession('ci'),
  { type: 'Root', arn: 'arn:aws:iam::111122223333:root', accountId: '111122223333' },
  { type: 'IAMUser', principalId: 'AIDAEXAMPLE', accountId: '111122223333' },
  { type: 'IAMUser', accessKeyId: 'AKIAIOSFODNN7EXAMPLE', accountId: '111122223333' },
  { type: 'AWSService', invokedBy: 'ec2.amazonaws.com' },
  {},
];

const longText = fc
  .tuple(anyText, fc.nat({ max: 2000 }))
  .map(([text, length]) => text.padEnd(length, text || 'x'));

const anyIdentity: fc.Arbitrary<unknown> = fc.constantFrom(...IDENTITIES).chain((identity) =>
  altered(identity, {
    type: longText,
    arn: longText,
    principalId: longText,
    accountId: longText,
    accessKeyId: longText,
    invokedBy: longText,
    sessionContext: fc.record({ sessionIssuer: fc.record({ type: anyText, arn: longText }) }),
  }),
);

const anyParameters: fc.Arbitrary<unknown> = fc.oneof(
  altered({ serviceCode: 'ec2', quotaCode: 'L-1216C47A' }),
  altered({ serviceCode: 'ec2', quotaCode: 'L-1216C47A' }).map((parameters) => [parameters]),
  fc.constant({ serviceCode: ['vpc', ['ec2']], quotaCode: ['L-1216C47A'] }),
);

/** Something between a call as CloudTrail writes it and no record at all, nearer to the former. */
export const anyRecord: fc.Arbitrary<JsonObject> = fc
  .constantFrom('describe-instances' as const, 'get-service-quota' as const)
  .chain((template) =>
    altered(recordOf(template), {
      eventTime: anyTime,
      awsRegion: fc.oneof(fc.constantFrom('eu-west-1', 'us-gov-west-1', 'moon-1'), longText),
      eventID: fc.oneof(anyUuid, longText),
      eventType: fc.constantFrom<unknown>('AwsApiCall', 'AwsVpceEvent', ['AwsApiCall'], [], {}),
      eventName: fc.constantFrom<unknown>('DescribeInstances', ['GetServiceQuota'], 'RunInstances'),
      eventSource: fc.constantFrom('ec2.amazonaws.com', 'servicequotas.amazonaws.com'),
      requestParameters: anyParameters,
      userIdentity: anyIdentity,
      recipientAccountId: fc.oneof(fc.constant('111122223333'), longText),
      sourceIPAddress: longText,
      userAgent: longText,
      errorCode: longText,
    }),
  );

/** An EventBridge event around a record, or nearly one. */
export const anyEvent: fc.Arbitrary<JsonObject> = anyRecord.chain((detail) =>
  altered(
    {
      id: 'aaaaaaaa-0000-4000-8000-000000000000',
      'detail-type': 'AWS API Call via CloudTrail',
      source: 'aws.ec2',
      account: '111122223333',
      detail,
    },
    {
      'detail-type': fc.constantFrom<unknown>('AWS API Call via CloudTrail', 'x'),
      source: fc.constantFrom<unknown>('aws.ec2', 'aws.servicequotas', ['aws.ec2']),
      account: fc.constantFrom<unknown>('111122223333', '999900001111', ''),
      detail: fc.oneof(fc.constant(detail), anyJson),
    },
  ),
);
