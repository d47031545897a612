/** The members of a CloudTrail record that hold what a service likes. */
export type FreeForm = Readonly<Record<string, unknown>>;

/** How a session came about. */
interface SessionContext {
  readonly sessionIssuer?: {
    readonly type: 'Role' | 'IAMUser';
    readonly principalId: string;
    readonly arn: string;
    readonly accountId: string;
    readonly userName: string;
  };
  readonly webIdFederationData?: {
    readonly federatedProvider: string;
    readonly attributes: FreeForm;
  };
  readonly attributes: { readonly creationDate: string; readonly mfaAuthenticated: string };
  readonly ec2RoleDelivery?: string;
}

/** @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html */
export interface UserIdentity {
  readonly type:
    | 'Root'
    | 'IAMUser'
    | 'AssumedRole'
    | 'FederatedUser'
    | 'AWSAccount'
    | 'AWSService'
    | 'IdentityCenterUser'
    | 'SAMLUser'
    | 'WebIdentityUser';
  readonly principalId?: string;
  readonly arn?: string;
  readonly accountId?: string;
  readonly accessKeyId?: string;
  readonly userName?: string;
  readonly sessionContext?: SessionContext;
  readonly invokedBy?: string;
  readonly identityProvider?: string;
  readonly onBehalfOf?: { readonly userId: string; readonly identityStoreArn: string };
  readonly credentialId?: string;
}

interface Resource {
  readonly accountId: string;
  readonly type: string;
  readonly ARN: string;
}

/** What every record has. */
interface RecordBase {
  readonly eventVersion: '1.11';
  readonly userIdentity: UserIdentity;
  readonly eventTime: string;
  readonly eventSource: string;
  readonly eventName: string;
  readonly awsRegion: string;
  readonly sourceIPAddress: string;
  readonly requestID?: string;
  readonly eventID: string;
  readonly recipientAccountId: string;
  readonly sharedEventID?: string;
}

/** @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html */
export interface ManagementRecord extends RecordBase {
  readonly eventType: 'AwsApiCall' | 'AwsConsoleSignIn';
  readonly eventCategory: 'Management';
  readonly managementEvent: true;
  readonly userAgent: string;
  readonly errorCode?: string;
  readonly errorMessage?: string;
  readonly requestParameters: FreeForm | null;
  readonly responseElements: FreeForm | null;
  readonly additionalEventData?: FreeForm;
  readonly readOnly: boolean;
  readonly resources?: readonly Resource[];
  readonly tlsDetails?: FreeForm;
  readonly sessionCredentialFromConsole?: 'true';
}

/** What the owner of a VPC endpoint records of a call that went through it: a copy, not a call. */
export interface EndpointRecord extends RecordBase {
  readonly eventType: 'AwsVpceEvent';
  readonly eventCategory: 'NetworkActivity';
  readonly vpcEndpointId: string;
  readonly vpcEndpointAccountId: string;
}

export type CloudTrailRecord = ManagementRecord | EndpointRecord;

/** The parts of a record that depend on the API that was called. */
export interface ApiCall {
  /** The service's name as in `eventSource`, without `.amazonaws.com`. */
  readonly service: string;
  readonly eventName: string;
  readonly readOnly: boolean;
  readonly requestParameters: FreeForm | null;
  readonly responseElements?: FreeForm;
  readonly additionalEventData?: FreeForm;
  readonly resources?: readonly Resource[];
  readonly eventType?: ManagementRecord['eventType'];
  readonly errorCode?: string;
  readonly errorMessage?: string;
}
