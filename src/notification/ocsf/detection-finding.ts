/**
 * The attributes of an OCSF Detection Finding that RegionSweep fills in. Times are milliseconds since the epoch, UTC.
 * @see https://schema.ocsf.io/1.6.0/classes/detection_finding
 */
export interface OcsfDetectionFinding {
  readonly activity_id: 1 | 2 | 3;
  readonly activity_name: 'Create' | 'Update' | 'Close';
  readonly category_uid: 2;
  readonly category_name: 'Findings';
  readonly class_uid: 2004;
  readonly class_name: 'Detection Finding';
  readonly type_uid: 200401 | 200402 | 200403;
  readonly type_name: string;
  readonly time: number;
  readonly start_time: number;
  readonly end_time: number;
  readonly duration: number;
  readonly count: number;
  readonly severity_id: 1 | 2 | 3 | 4 | 5;
  readonly severity: string;
  readonly status_id: 1;
  readonly status: 'New';
  readonly status_detail: string;
  readonly message: string;
  readonly is_alert: boolean;
  readonly confidence_id: 3;
  readonly confidence: 'High';
  readonly confidence_score: 100;
  readonly risk_score: number;
  readonly risk_details: string;
  readonly metadata: OcsfMetadata;
  readonly cloud: OcsfCloud;
  readonly finding_info: OcsfFindingInfo;
  readonly evidences: readonly OcsfEvidence[];
  readonly observables: readonly OcsfObservable[];
  readonly resources: readonly OcsfResource[];
  readonly remediation: { readonly desc: string; readonly references: readonly string[] };
  /** What OCSF has no attribute for. */
  readonly unmapped: Readonly<Record<string, unknown>>;
}

interface OcsfMetadata {
  readonly version: string;
  readonly product: { readonly name: string; readonly vendor_name: string };
  readonly profiles: readonly ['cloud'];
  readonly correlation_uid: string;
  readonly event_code: string;
  readonly log_version: string;
}

interface OcsfCloud {
  readonly provider: 'AWS';
  readonly account?: OcsfAccount;
  readonly cloud_partition: string;
  readonly region?: string;
}

export interface OcsfAccount {
  readonly uid: string;
  readonly type: 'AWS Account';
  readonly type_id: 10;
}

interface OcsfFindingInfo {
  readonly uid: string;
  readonly title: string;
  readonly desc: string;
  readonly types: readonly string[];
  readonly analytic: OcsfAnalytic;
  readonly related_analytics: readonly OcsfAnalytic[];
  readonly attacks: readonly OcsfAttack[];
  readonly created_time: number;
  readonly first_seen_time: number;
  readonly last_seen_time: number;
  readonly src_url: string;
  readonly data_sources: readonly string[];
  readonly related_events: readonly { readonly uid: string }[];
  readonly related_events_count: number;
}

interface OcsfAnalytic {
  readonly uid: string;
  readonly name: string;
  readonly desc?: string;
  readonly type: 'Rule';
  readonly type_id: 1;
}

interface OcsfEntry {
  readonly uid: string;
  readonly name: string;
  readonly src_url: string;
}

interface OcsfAttack {
  readonly tactic: OcsfEntry;
  readonly technique: OcsfEntry;
}

export interface OcsfActor {
  readonly user: {
    readonly uid: string;
    readonly type: string;
    readonly type_id: number;
    readonly account?: OcsfAccount;
  };
  readonly session?: {
    readonly uid?: string;
    readonly issuer?: string;
    readonly credential_uid?: string;
  };
}

/** A source IP, with the caller and the call. */
export interface OcsfEvidence {
  readonly actor: OcsfActor;
  readonly api: { readonly operation: string; readonly service: { readonly name: string } };
  readonly src_endpoint?: { readonly ip: string } | { readonly svc_name: string };
}

export interface OcsfObservable {
  readonly name: string;
  readonly type: string;
  readonly type_id: number;
  readonly value: string;
}

export interface OcsfResource {
  readonly uid: string;
  readonly type: string;
  readonly cloud_partition: string;
  readonly role: 'Actor';
  readonly role_id: 2;
}
