import fc from 'fast-check';
import { isNamed, shortUserAgent } from '../../src/detection/user-agent';
import { HOSTILE_TEXTS } from '../support/hostile-texts';

const KINDS = ['attack-tool', 'known-scanner', 'script', 'browser'] as const;

const SDK =
  'Boto3/1.44.5 md/Botocore#1.44.8 ua/2.1 os/linux#6.18.44 md/arch#x86_64 lang/python#3.11.7 md/pyimpl#CPython m/F,b,N,e,Z cfg/retry-mode#adaptive Botocore/1.44.8';

const kindsOf = (userAgent: string) => KINDS.filter((kind) => isNamed(kind, userAgent));

describe('the user agent of a real tool', () => {
  it.each<[string, string, readonly (typeof KINDS)[number][]]>([
    ['Boto3', SDK, ['script']],
    [
      'Pacu with its suffix',
      `${SDK} Pacu-Session-00000000-0000-4000-8000-000000000000`,
      ['attack-tool', 'script'],
    ],
    [
      'Boto3 on Kali Linux',
      SDK.replace('6.18.44', '6.12.25-amd64-kali'),
      ['attack-tool', 'script'],
    ],
    [
      'Boto3 on Parrot OS',
      SDK.replace('6.18.44', '6.5.0-13parrot1-amd64'),
      ['attack-tool', 'script'],
    ],
    ['Boto3 on Pentoo', SDK.replace('6.18.44', '6.6.13-pentoo'), ['attack-tool', 'script']],
    ['Stratus Red Team', 'stratus-red-team_00000000-0000-4000-8000-000000000000', ['attack-tool']],
    ['TruffleHog', 'TruffleHog', ['attack-tool']],
    ['Prowler', `${SDK} APN_1826889`, ['known-scanner', 'script']],
    [
      'Scout Suite',
      `${SDK.replace('Boto3/1.44.5', 'Scout-Suite/5.14.0').replace('Botocore/1.44.8', '')}Scout Suite/5.14.0 (https://github.com/nccgroup/ScoutSuite)`,
      ['known-scanner', 'script'],
    ],
    ['Scout Suite, by its first word', `Scout-Suite/5.14.0 ${'x'.repeat(200)}`, ['known-scanner']],
    [
      'Cloud Custodian',
      `${SDK.replace('Boto3/1.44.5', 'c7n/0.9.53').replace('Botocore/1.44.8', '')}c7n/policy#all-ec2`,
      ['known-scanner', 'script'],
    ],
    [
      'Cloud Custodian of 2020',
      'CloudCustodian(ec2-old)/0.9.2 Python/3.8.3 Botocore/1.15.49',
      ['known-scanner', 'script'],
    ],
    [
      'CloudFox, a default one',
      'aws-sdk-go-v2/1.39.2 ua/2.1 os/linux lang/go#1.25.1 api/ec2#1.254.1 m/E,n,q',
      ['script'],
    ],
    ['the AWS CLI', 'aws-cli/2.31.2 md/awscrt#0.27.6 ua/2.1 exec-env/CloudShell', ['script']],
    ['AWS Tools for PowerShell', 'AWSPowerShell/4.1.14.0 .NET_Runtime/4.0', ['script']],
    [
      'Terraform',
      `APN/1.0 HashiCorp/1.0 Terraform/1.1.2 (+https://www.terraform.io) ${'x'.repeat(99)}`,
      ['script'],
    ],
    ['a browser', 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) Safari/537.36', ['browser']],
    ['the console', 'AWS Internal', ['browser']],
    [
      'the console with an SDK',
      'EC2ConsoleFrontend, aws-internal/3 aws-sdk-java/1.12.582',
      ['browser'],
    ],
    [
      'the S3 console, in brackets',
      '[S3Console/0.4, aws-internal/3 aws-sdk-java/1.11.1030 x]',
      ['browser'],
    ],
    ['an SDK with the name of the console at its end', `${SDK} aws-internal/3`, ['script']],
    ['nobody', 'custom-client/1.0', []],
    ['a word that ends like a tool', 'alkali/1.0 xprowler/2', []],
  ])('names what it is, whole and short: %s', (_case, userAgent, expected) => {
    const short = shortUserAgent(userAgent);

    expect(kindsOf(userAgent)).toEqual(expected);
    expect(kindsOf(short)).toEqual(expected);
    expect(Buffer.byteLength(short)).toBeLessThanOrEqual(120);
  });
});

describe('shortUserAgent', () => {
  it.each([
    ['keeps one of 120 bytes', 'x'.repeat(120), 'x'.repeat(120)],
    [
      'keeps both ends of a longer one',
      `${'a'.repeat(99)}${'b'.repeat(99)}`,
      `${'a'.repeat(57)} ... ${'b'.repeat(57)}`,
    ],
    [
      'keeps whole words at both ends',
      SDK,
      'Boto3/1.44.5 md/Botocore#1.44.8 ua/2.1 os/linux#6.18.44 ... cfg/retry-mode#adaptive Botocore/1.44.8',
    ],
    [
      'keeps a name from the middle',
      SDK.replace('6.18.44', '6.12.25-amd64-kali'),
      'Boto3/1.44.5 md/Botocore#1.44.8 ua/2.1 ... kali ... cfg/retry-mode#adaptive Botocore/1.44.8',
    ],
    [
      'keeps several names from the middle',
      `${'a'.repeat(99)} kali prowler curl/8 mozilla/5 ${'b'.repeat(99)}`,
      `${'a'.repeat(36)} ... kali ... prowler ... curl ... mozilla/ ... ${'b'.repeat(36)}`,
    ],
    [
      'drops the features of one call',
      'aws-cli/1.46.3 m/N,g,b,Z,D cfg/x m/C',
      'aws-cli/1.46.3 cfg/x',
    ],
    ['keeps what only looks like features', 'x m/pacu m/N,kali m/', 'x m/pacu m/N,kali m/'],
    ['never cuts a character', '😀'.repeat(99), `${'😀'.repeat(14)} ... ${'😀'.repeat(14)}`],
    ['drops control characters', 'pa\u0000c\u202eu\n', 'pacu'],
    [
      'takes no notice of what CloudTrail cannot have written',
      `${'x'.repeat(3000)} kali`,
      `${'x'.repeat(57)} ... ${'x'.repeat(57)}`,
    ],
  ])('%s', (_case, userAgent, expected) => {
    expect(shortUserAgent(userAgent)).toBe(expected);
  });

  it('does not become that of the console where the middle is left out', () => {
    const short = shortUserAgent(
      `BOTO3 ${'😀'.repeat(17)} kali xxx , aws-internal/3   KALI AWSPOWERSHELL`,
    );

    expect(short).toContain(', aws-internal/3');
    expect(isNamed('script', short)).toBe(true);
  });

  it('is the same for every call of one tool', () => {
    const calls = ['m/N,g,b', 'm/C,D,N,Z,g', 'm/Z'].map((features) =>
      shortUserAgent(SDK.replace('m/F,b,N,e,Z', features)),
    );

    expect(new Set(calls).size).toBe(1);
  });

  it('loses no name, whatever the caller writes, and stays short and printable', () => {
    const word = fc.oneof(
      fc.constantFrom('kali', 'Pacu-Session-1', 'APN_1826889', 'Scout Suite/5', 'boto3', 'java/17'),
      fc.constantFrom('Mozilla/5.0', 'S3Console/0.4', 'm/N,b', ', aws-internal/3', 'x'.repeat(70)),
      fc.constantFrom(...Object.values(HOSTILE_TEXTS).map(String)),
      fc.string({ unit: 'binary', maxLength: 40 }),
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 20 }), fc.constantFrom(' ', ''), (words, glue) => {
        const userAgent = words.join(glue);
        const short = shortUserAgent(userAgent);

        expect(Buffer.byteLength(short)).toBeLessThanOrEqual(120);
        expect(short).not.toMatch(/\p{C}/u);
        const clean = userAgent.slice(0, 2048).replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '');
        expect(kindsOf(short)).toEqual(expect.arrayContaining(kindsOf(clean)));
      }),
    );
  });

  it.each([
    ['spaces', ' '],
    ['features', ' m/a,b'],
    ['cut names', 'cloud-custodia '],
    ['commas', ', '],
    ['slashes', 'm/'],
  ])('reads no more than it needs of 100 KB of %s', (_case, part) => {
    const userAgent = part.repeat(100_000 / part.length);

    expect(shortUserAgent(userAgent)).toBe(shortUserAgent(userAgent.slice(0, 2048)));
  });
});
