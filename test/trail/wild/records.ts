/** A record as CloudTrail writes it in version 1.11, with the members that a call of an IAM user has. */
export interface WildRecord {
  readonly eventVersion: string;
  readonly userIdentity: {
    readonly type: string;
    readonly principalId: string;
    readonly arn: string;
    readonly accountId: string;
    readonly accessKeyId: string;
    readonly userName: string;
  };
  readonly eventTime: string;
  readonly eventSource: string;
  readonly eventName: string;
  readonly awsRegion: string;
  readonly sourceIPAddress: string;
  readonly userAgent: string;
  readonly errorCode?: string;
  readonly errorMessage?: string;
  readonly requestParameters: object;
  readonly responseElements: null;
  readonly requestID: string;
  readonly eventID: string;
  readonly readOnly: boolean;
  readonly eventType: string;
  readonly managementEvent: boolean;
  readonly recipientAccountId: string;
  readonly eventCategory: string;
  readonly tlsDetails: object;
}

export const ACCOUNT = '111122223333';

const REGIONS = [
  'us-east-1',
  'us-east-2',
  'us-west-1',
  'us-west-2',
  'ca-central-1',
  'sa-east-1',
  'eu-west-1',
  'eu-central-1',
  'eu-north-1',
  'ap-south-1',
  'ap-southeast-2',
  'ap-northeast-1',
];

/** The calls of a user whose number is `no`: one a second in twelve regions, the last of them denied. */
export function recordsOf(user: string, no: number): WildRecord[] {
  return REGIONS.map((region, second) => ({
    eventVersion: '1.11',
    userIdentity: {
      type: 'IAMUser',
      principalId: `AIDAWILDEXAMPLE${digits(no, 6)}`,
      arn: `arn:aws:iam::${ACCOUNT}:user/${user}`,
      accountId: ACCOUNT,
      accessKeyId: `AKIAWILDEXAMPLE${digits(no, 5)}`,
      userName: user,
    },
    eventTime: `2026-03-14T09:26:${40 + second}Z`,
    eventSource: 'ec2.amazonaws.com',
    eventName: 'DescribeInstances',
    awsRegion: region,
    sourceIPAddress: `203.0.113.${no % 250}`,
    userAgent: 'aws-cli/2.17.20 md/awscrt#0.21.2 ua/2.0 os/linux#6.8.0 md/arch#x86_64',
    ...(second === REGIONS.length - 1 && {
      errorCode: 'Client.UnauthorizedOperation',
      errorMessage: 'You are not authorized to perform this operation.',
    }),
    requestParameters: { filterSet: {}, instancesSet: {} },
    responseElements: null,
    requestID: `9a1b2c3d-0000-4000-9000-${digits(no * 100 + second, 12)}`,
    eventID: `5e6f7a8b-0000-4000-8000-${digits(no * 100 + second, 12)}`,
    readOnly: true,
    eventType: 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: ACCOUNT,
    eventCategory: 'Management',
    tlsDetails: {
      tlsVersion: 'TLSv1.3',
      cipherSuite: 'TLS_AES_128_GCM_SHA256',
      clientProvidedHostHeader: `ec2.${region}.amazonaws.com`,
    },
  }));
}

function digits(value: number, length: number): string {
  return String(value).padStart(length, '0');
}
