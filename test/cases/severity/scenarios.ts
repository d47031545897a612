/** Typical sweeps and the severity each must have. The points were chosen for the first ones. */
import { IAM_USER, roleSession } from '../../support/findings';
import type { Scenario } from './scenario';

const BROWSER =
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 Chrome/114.0.0.0';
const BOTO = 'Boto3/1.34.0 md/Botocore#1.34.0 ua/2.0 os/linux#6.1.0 lang/python#3.11.6';
const KALI = 'Boto3/1.34.0 md/Botocore#1.34.0 os/linux#6.5.0-kali3-amd64';
/** Pacu sends user agents like it where it runs on Kali Linux. */
const OLD_CLI = 'aws-cli/1.16.300 Python/3.6.8 Linux/4.15.0-70-generic botocore/1.13.36';
const CONSOLE_SDK =
  'EC2ConsoleFrontend, aws-internal/3 aws-sdk-java/1.12.582 Linux/5.10.199 OpenJDK_64-Bit_Server_VM/17.0.9';
const NEUTRAL = 'custom-client/1.0';
const SESSION = roleSession('ops');
const ROOT = { type: 'Root', arn: 'arn:aws:iam::111122223333:root', accountId: '111122223333' };
const SERVICE_ROLE = roleSession(
  's',
  'arn:aws:iam::111122223333:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig',
);
const DENIED = { errorCode: 'Client.UnauthorizedOperation' };

/** A click in EC2 Global View, as AWS records it. */
const CLICK = { userAgent: BROWSER, sessionCredentialFromConsole: 'true' };

export const SCENARIOS: readonly Scenario[] = [
  {
    what: 'a click in EC2 Global View',
    sweep: { userIdentity: SESSION, fields: CLICK },
    severity: 'informational',
    score: 0,
    reasons: ['console-session', 'describe-instances', 'browser'],
  },
  {
    what: 'a click that AWS did not mark as a console call',
    sweep: { userIdentity: SESSION, fields: { userAgent: BROWSER } },
    severity: 'informational',
    score: 15,
    reasons: ['describe-instances', 'browser'],
  },
  {
    what: 'a script with a long-term key',
    sweep: { fields: { userAgent: BOTO } },
    severity: 'medium',
    score: 45,
    reasons: ['long-term-key', 'describe-instances', 'script'],
  },
  {
    what: 'a quota sweep by a script with a leaked long-term key',
    sweep: { ruleId: 'get-service-quota', fields: { userAgent: BOTO } },
    severity: 'high',
    score: 70,
    reasons: ['get-service-quota', 'long-term-key', 'script'],
  },
  {
    what: 'the same in a loop, with all calls denied',
    sweep: {
      ruleId: 'get-service-quota',
      secondsBetweenCalls: 1,
      fields: { userAgent: BOTO, errorCode: 'AccessDenied', requestParameters: null },
    },
    severity: 'critical',
    score: 95,
    reasons: [
      'get-service-quota',
      'denied-calls',
      'long-term-key',
      'script',
      'even-pace',
      'unknown-parameters',
    ],
  },
  {
    what: 'a role denied every call for a quota, which CloudTrail does not name',
    sweep: {
      ruleId: 'get-service-quota',
      userIdentity: SESSION,
      fields: { userAgent: BOTO, errorCode: 'AccessDenied', requestParameters: null },
    },
    severity: 'high',
    score: 70,
    reasons: ['get-service-quota', 'denied-calls', 'script', 'unknown-parameters'],
  },
  {
    what: 'a scanner with a role',
    sweep: { userIdentity: SESSION, fields: { userAgent: BOTO } },
    severity: 'low',
    score: 25,
    reasons: ['describe-instances', 'script'],
  },
  {
    what: 'a widely used scanner with a role',
    sweep: { userIdentity: SESSION, fields: { userAgent: `${BOTO} prowler/4.0` } },
    severity: 'low',
    score: 25,
    reasons: ['describe-instances', 'script', 'known-scanner'],
  },
  {
    what: 'a widely used scanner with a long-term key',
    sweep: { fields: { userAgent: `${BOTO} prowler/4.0` } },
    severity: 'medium',
    score: 45,
    reasons: ['long-term-key', 'describe-instances', 'script', 'known-scanner'],
  },
  {
    what: 'Prowler with a role, which sends its partner ID in place of its name',
    sweep: { userIdentity: SESSION, fields: { userAgent: `${BOTO} APN_1826889` } },
    severity: 'low',
    score: 25,
    reasons: ['describe-instances', 'script', 'known-scanner'],
  },
  {
    what: 'a scanner whose user agent names no SDK',
    sweep: { userIdentity: SESSION, fields: { userAgent: 'steampipe' } },
    severity: 'informational',
    score: 15,
    reasons: ['describe-instances', 'known-scanner'],
  },
  {
    what: 'a long-term key that claims to be a browser',
    sweep: { fields: { userAgent: BROWSER } },
    severity: 'low',
    score: 35,
    reasons: ['long-term-key', 'describe-instances', 'browser'],
  },
  {
    what: 'a quota sweep that claims to be a browser',
    sweep: { ruleId: 'get-service-quota', userIdentity: SESSION, fields: { userAgent: BROWSER } },
    severity: 'medium',
    score: 40,
    reasons: ['get-service-quota', 'browser'],
  },
  {
    what: 'a quota sweep in a console session',
    sweep: { ruleId: 'get-service-quota', userIdentity: SESSION, fields: CLICK },
    severity: 'low',
    score: 25,
    reasons: ['get-service-quota', 'console-session', 'browser'],
  },
  {
    what: 'the root user in the console',
    sweep: { userIdentity: ROOT, fields: CLICK },
    severity: 'low',
    score: 30,
    reasons: ['root-user', 'console-session', 'describe-instances', 'browser'],
  },
  {
    what: 'the root user with a key',
    sweep: {
      userIdentity: { ...ROOT, accessKeyId: 'AKIAIOSFODNN7EXAMPLE' },
      fields: { userAgent: BOTO },
    },
    severity: 'high',
    score: 75,
    reasons: ['root-user', 'long-term-key', 'describe-instances', 'script'],
  },
  {
    what: 'a quota sweep by the root user with a key',
    sweep: {
      ruleId: 'get-service-quota',
      userIdentity: { ...ROOT, accessKeyId: 'AKIAIOSFODNN7EXAMPLE' },
      fields: { userAgent: BOTO },
    },
    severity: 'critical',
    score: 100,
    reasons: ['get-service-quota', 'root-user', 'long-term-key', 'script'],
  },
  {
    what: 'AWS Config with its own role',
    sweep: {
      userIdentity: SERVICE_ROLE,
      fields: { userAgent: 'config.amazonaws.com', sourceIPAddress: 'config.amazonaws.com' },
    },
    severity: 'informational',
    score: 0,
    reasons: ['service-linked-role', 'aws-service', 'describe-instances'],
  },
  {
    what: 'a quota sweep by a service-linked role',
    sweep: {
      ruleId: 'get-service-quota',
      userIdentity: SERVICE_ROLE,
      fields: { userAgent: NEUTRAL, sourceIPAddress: 'x.amazonaws.com' },
    },
    severity: 'informational',
    score: 0,
    reasons: ['get-service-quota', 'service-linked-role', 'aws-service'],
  },
  {
    what: 'a service-linked role from the IP address of no AWS service',
    sweep: { userIdentity: SERVICE_ROLE, fields: { userAgent: NEUTRAL } },
    severity: 'informational',
    score: 0,
    reasons: ['service-linked-role', 'describe-instances'],
  },
  {
    what: 'an AWS service on behalf of a role',
    sweep: {
      userIdentity: SESSION,
      fields: {
        userAgent: 'cloudformation.amazonaws.com',
        sourceIPAddress: 'cloudformation.amazonaws.com',
      },
    },
    severity: 'informational',
    score: 0,
    reasons: ['aws-service', 'describe-instances'],
  },
  {
    what: 'an AWS service in some calls only',
    sweep: {
      userIdentity: SESSION,
      fields: (index) => ({
        userAgent: NEUTRAL,
        sourceIPAddress: index % 2 ? 'ec2.amazonaws.com' : '192.0.2.1',
      }),
    },
    severity: 'informational',
    score: 15,
    reasons: ['describe-instances'],
  },
  {
    what: 'a user agent that only looks like an AWS service',
    sweep: { userIdentity: SESSION, fields: { userAgent: 'config.amazonaws.com' } },
    severity: 'informational',
    score: 15,
    reasons: ['describe-instances'],
  },
  {
    what: 'Kali Linux with a role',
    sweep: { userIdentity: SESSION, fields: { userAgent: KALI } },
    severity: 'medium',
    score: 55,
    reasons: ['attack-tool', 'describe-instances', 'script'],
  },
  {
    what: 'Kali Linux with a long-term key',
    sweep: { fields: { userAgent: KALI } },
    severity: 'high',
    score: 75,
    reasons: ['attack-tool', 'long-term-key', 'describe-instances', 'script'],
  },
  {
    what: 'a quota sweep from Kali Linux with a long-term key',
    sweep: { ruleId: 'get-service-quota', fields: { userAgent: KALI } },
    severity: 'critical',
    score: 100,
    reasons: ['get-service-quota', 'attack-tool', 'long-term-key', 'script'],
  },
  {
    what: 'a role with all calls denied',
    sweep: { userIdentity: SESSION, fields: { userAgent: BOTO, ...DENIED } },
    severity: 'medium',
    score: 45,
    reasons: ['denied-calls', 'describe-instances', 'script'],
  },
  {
    what: 'a role denied in every other region',
    sweep: {
      userIdentity: SESSION,
      fields: (index) => ({ userAgent: BOTO, ...(index % 2 === 0 ? DENIED : {}) }),
    },
    severity: 'low',
    score: 36,
    reasons: ['describe-instances', 'denied-calls', 'script'],
  },
  {
    what: 'a role denied in one region',
    sweep: {
      userIdentity: SESSION,
      fields: (index) => ({ userAgent: BOTO, ...(index === 0 ? DENIED : {}) }),
    },
    severity: 'low',
    score: 26,
    reasons: ['describe-instances', 'script', 'denied-calls'],
  },
  {
    what: 'a console session with all calls denied',
    sweep: { userIdentity: SESSION, fields: { ...CLICK, ...DENIED } },
    severity: 'low',
    score: 20,
    reasons: ['denied-calls', 'console-session', 'describe-instances', 'browser'],
  },
  {
    what: 'throttled calls, which are not denied calls',
    sweep: {
      userIdentity: SESSION,
      fields: { userAgent: BOTO, errorCode: 'Client.RequestLimitExceeded' },
    },
    severity: 'low',
    score: 25,
    reasons: ['describe-instances', 'script'],
  },
  {
    what: 'a role that tries regions that are not enabled',
    sweep: {
      userIdentity: SESSION,
      fields: (index) => ({ userAgent: BOTO, ...(index < 3 && { errorCode: 'AuthFailure' }) }),
    },
    severity: 'low',
    score: 35,
    reasons: ['describe-instances', 'closed-regions', 'script'],
  },
  {
    what: 'a long-term key that tries regions that are not enabled',
    sweep: {
      fields: (index) => ({
        userAgent: BOTO,
        ...(index < 1 && { errorCode: 'Client.OptInRequired' }),
      }),
    },
    severity: 'medium',
    score: 55,
    reasons: ['long-term-key', 'describe-instances', 'closed-regions', 'script'],
  },
  {
    what: 'a role from three source IPs',
    sweep: {
      userIdentity: SESSION,
      fields: (index) => ({ userAgent: BOTO, sourceIPAddress: `192.0.2.${index % 3}` }),
    },
    severity: 'low',
    score: 35,
    reasons: ['describe-instances', 'script', 'several-addresses'],
  },
  {
    what: 'a long-term key from two source IPs',
    sweep: {
      fields: (index) => ({ userAgent: BOTO, sourceIPAddress: `192.0.2.${index % 2}` }),
    },
    severity: 'medium',
    score: 55,
    reasons: ['long-term-key', 'describe-instances', 'script', 'several-addresses'],
  },
  {
    what: 'a loop over the regions',
    sweep: { userIdentity: SESSION, secondsBetweenCalls: 1, fields: { userAgent: NEUTRAL } },
    severity: 'low',
    score: 20,
    reasons: ['describe-instances', 'even-pace'],
  },
  {
    what: 'a loop that pauses for 2 s',
    sweep: { userIdentity: SESSION, secondsBetweenCalls: 2, fields: { userAgent: BOTO } },
    severity: 'low',
    score: 30,
    reasons: ['describe-instances', 'script', 'even-pace'],
  },
  {
    what: 'a loop in a console session, as in CloudShell',
    sweep: { userIdentity: SESSION, secondsBetweenCalls: 1, fields: { ...CLICK, userAgent: BOTO } },
    severity: 'low',
    score: 30,
    reasons: ['describe-instances', 'script', 'even-pace', 'console-session'],
  },
  {
    what: 'a script in a console session, all regions at once',
    sweep: { userIdentity: SESSION, fields: { ...CLICK, userAgent: BOTO } },
    severity: 'low',
    score: 25,
    reasons: ['describe-instances', 'script', 'console-session'],
  },
  {
    what: 'a console session in which one call in 17 is by a script',
    sweep: {
      userIdentity: SESSION,
      fields: (index) => ({ ...CLICK, ...(index === 16 && { userAgent: BOTO }) }),
    },
    severity: 'low',
    score: 25,
    reasons: ['describe-instances', 'script', 'browser', 'console-session'],
  },
  {
    what: 'a loop in a console session that claims to be a browser',
    sweep: { userIdentity: SESSION, secondsBetweenCalls: 1, fields: CLICK },
    severity: 'low',
    score: 20,
    reasons: ['describe-instances', 'even-pace', 'browser', 'console-session'],
  },
  {
    what: 'a click for which the console itself calls with an SDK',
    sweep: { userIdentity: SESSION, fields: { ...CLICK, userAgent: CONSOLE_SDK } },
    severity: 'informational',
    score: 0,
    reasons: ['console-session', 'describe-instances', 'browser'],
  },
  {
    what: 'a role with an AWS CLI whose series was over for five years',
    sweep: { userIdentity: SESSION, fields: { userAgent: OLD_CLI } },
    severity: 'low',
    score: 35,
    reasons: ['describe-instances', 'old-sdk', 'script'],
  },
  {
    what: 'a long-term key with an equally old AWS CLI, in a loop',
    sweep: { secondsBetweenCalls: 1, fields: { userAgent: OLD_CLI } },
    severity: 'high',
    score: 60,
    reasons: ['long-term-key', 'describe-instances', 'old-sdk', 'script', 'even-pace'],
  },
  {
    what: 'calls without a user agent',
    sweep: { userIdentity: SESSION, fields: { userAgent: undefined } },
    severity: 'informational',
    score: 15,
    reasons: ['describe-instances'],
  },
  {
    what: 'calls without a key, a source IP or a user agent',
    sweep: {
      userIdentity: { ...SESSION, accessKeyId: undefined },
      fields: { userAgent: undefined, sourceIPAddress: undefined },
    },
    severity: 'informational',
    score: 15,
    reasons: ['describe-instances'],
  },
  {
    what: 'a malformed key that begins like a long-term one',
    sweep: {
      userIdentity: { ...IAM_USER, accessKeyId: 'AKIA' },
      fields: { userAgent: NEUTRAL },
    },
    severity: 'informational',
    score: 15,
    reasons: ['describe-instances'],
  },
  {
    what: 'a role whose name only looks service-linked',
    sweep: {
      userIdentity: roleSession('s', 'arn:aws:iam::111122223333:role/x/aws-service-role/Fake'),
      fields: { userAgent: NEUTRAL },
    },
    severity: 'informational',
    score: 15,
    reasons: ['describe-instances'],
  },
  {
    what: 'a console flag with another value',
    sweep: {
      userIdentity: SESSION,
      fields: { userAgent: NEUTRAL, sessionCredentialFromConsole: 'yes' },
    },
    severity: 'informational',
    score: 15,
    reasons: ['describe-instances'],
  },
  {
    what: 'a console session in some calls only',
    sweep: {
      userIdentity: SESSION,
      fields: (index) => ({
        userAgent: NEUTRAL,
        ...(index > 0 && { sessionCredentialFromConsole: 'true' }),
      }),
    },
    severity: 'informational',
    score: 15,
    reasons: ['describe-instances'],
  },
];
