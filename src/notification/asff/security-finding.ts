/**
 * The fields of a Security Hub CSPM finding that RegionSweep fills in; an entry of `Findings` of `BatchImportFindings`.
 * Its limits are in {@link ASFF_LIMITS}.
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-findings-format.html
 */
export interface AsffFinding {
  readonly SchemaVersion: '2018-10-08';
  readonly Id: string;
  readonly ProductArn: string;
  readonly ProductName: 'RegionSweep';
  readonly CompanyName: 'RegionSweep';
  readonly GeneratorId: string;
  readonly AwsAccountId: string;
  readonly Types: string[];
  readonly FirstObservedAt: string;
  readonly LastObservedAt: string;
  readonly CreatedAt: string;
  readonly UpdatedAt: string;
  readonly Severity: AsffSeverity;
  readonly Confidence: number;
  readonly Title: string;
  readonly Description: string;
  readonly Remediation: {
    readonly Recommendation: { readonly Text: string; readonly Url: string };
  };
  readonly SourceUrl: string;
  readonly ProductFields: Record<string, string>;
  readonly Resources: AsffResource[];
  readonly Action: AsffAction;
  readonly RecordState: 'ACTIVE';
  readonly Workflow?: { readonly Status: 'NEW' };
  /** Later imports change these; the fields above then belong to the customer. */
  readonly FindingProviderFields: {
    readonly Severity: AsffSeverity;
    readonly Confidence: number;
    readonly Types: string[];
  };
}

interface AsffSeverity {
  readonly Label: 'INFORMATIONAL' | 'LOW' | 'MEDIUM' | 'HIGH' | 'CRITICAL';
  /** The score, from 0 to 100. */
  readonly Original: string;
}

export type AsffPartition = 'aws' | 'aws-cn' | 'aws-us-gov';

export interface AsffResource {
  readonly Type: 'AwsAccount' | 'AwsIamAccessKey' | 'AwsIamRole' | 'AwsIamUser' | 'Other';
  readonly Id: string;
  readonly Partition: AsffPartition;
  readonly Details?: {
    readonly AwsIamAccessKey?: {
      readonly AccessKeyId: string;
      readonly AccountId?: string;
      readonly PrincipalName: string;
      readonly PrincipalType: string;
    };
    readonly AwsIamRole?: { readonly RoleName: string; readonly Path: string };
    readonly AwsIamUser?: { readonly UserName: string; readonly Path: string };
  };
}

export interface AsffAction {
  readonly ActionType: 'AWS_API_CALL';
  readonly AwsApiCallAction: {
    readonly Api: string;
    readonly ServiceName: string;
    readonly CallerType?: 'remoteIp' | 'domain';
    readonly RemoteIpDetails?: { readonly IpAddressV4: string };
    readonly DomainDetails?: { readonly Domain: string };
    readonly FirstSeen: string;
    readonly LastSeen: string;
  };
}

/**
 * The limits for characters of texts, entries of lists and bytes of a whole finding.
 * @see https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_AwsSecurityFinding.html
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/asff-required-attributes.html
 * @see https://docs.aws.amazon.com/securityhub/latest/partnerguide/guidelines-batchimportfindings.html
 */
export const ASFF_LIMITS = {
  id: 512,
  generatorId: 512,
  title: 256,
  description: 1024,
  recommendation: 512,
  severityOriginal: 64,
  resources: 32,
  resourceId: 512,
  productFields: 50,
  productFieldName: 128,
  productFieldValue: 2048,
  apiText: 128,
  findingBytes: 240 * 1024,
} as const;
