import { PAGES } from './evidence-pages';
import type { Service } from './watch';
import type { WatchCategoryId, WatchId } from './watch-catalog';

/** In how many public incidents intruders made a call, and a page about one of them or about the call. */
interface Evidence {
  readonly incidents: number;
  readonly page: string;
}

/** What the caller does with the calls of a category. These texts stand apart, because no function needs them. */
export const CATEGORY_GUIDE: Readonly<Record<WatchCategoryId, string>> = {
  leak: 'AWS found a key of the user in public and attached its quarantine policy, or someone detached that policy.',
  login: 'Signs in, or turns a key into a session.',
  roles:
    'Assumes a role. The new session then belongs to the incident too. Only calls by users and role sessions count.',
  compute: 'Starts machines at the expense of the account, or prepares to.',
  persistence:
    'Creates a way back in: a user, a key, a password, a role, a function or more permissions.',
  exfiltration: 'Copies data, or shares it with another account.',
  access: 'Gets access to running machines and databases.',
  reach: 'Widens what the caller can reach: regions, quotas, networks.',
  defence: 'Turns off logging or detection, or lets logs expire.',
  models: 'Gets access to models of Amazon Bedrock.',
  mail: 'Prepares to send e-mail with Amazon SES.',
  'model-calls': 'Probes which models of Amazon Bedrock answer. Only failed calls count.',
  reads:
    'Finds out whose key it is, lists the regions, or reads secrets. Busy accounts make many of these calls.',
};

/** Why each call is watched. */
export const WATCH_EVIDENCE: Readonly<Record<WatchId, Evidence>> = {
  'leak.AttachUserPolicy': { incidents: 0, page: PAGES.quarantine },
  'leak.DetachUserPolicy': { incidents: 1, page: PAGES.dangerdev },
  'login.ConsoleLogin': { incidents: 10, page: PAGES.expelConsole },
  'login.GetFederationToken': { incidents: 5, page: PAGES.federation },
  'login.GetSessionToken': { incidents: 1, page: PAGES.newTactics },
  'roles.AssumeRole': { incidents: 4, page: PAGES.admin8Minutes },
  'compute.RunInstances': { incidents: 17, page: PAGES.cryptomining },
  'compute.RequestSpotFleet': { incidents: 0, page: PAGES.cryptomining },
  'compute.RequestSpotInstances': { incidents: 0, page: PAGES.cryptomining },
  'compute.CreateFleet': { incidents: 0, page: PAGES.cryptomining },
  'compute.CreateLaunchTemplate': { incidents: 1, page: PAGES.cryptomining },
  'compute.CreateAutoScalingGroup': { incidents: 1, page: PAGES.cryptomining },
  'compute.CreateCluster': { incidents: 3, page: PAGES.cryptominingEcs },
  'compute.RegisterTaskDefinition': { incidents: 2, page: PAGES.cryptominingEcs },
  'compute.CreateService': { incidents: 2, page: PAGES.cryptominingEcs },
  'compute.CreateFunction20150331': { incidents: 5, page: PAGES.cryptomining },
  'compute.CreateNotebookInstance': { incidents: 0, page: PAGES.trailDiscover },
  'compute.CreateStack': { incidents: 1, page: PAGES.newTactics },
  'persistence.CreateUser': { incidents: 24, page: PAGES.expelConsole },
  'persistence.CreateAccessKey': { incidents: 12, page: PAGES.leakedKeys },
  'persistence.CreateLoginProfile': { incidents: 12, page: PAGES.dangerdev },
  'persistence.UpdateLoginProfile': { incidents: 3, page: PAGES.lucr3 },
  'persistence.AttachUserPolicy': { incidents: 11, page: PAGES.expelConsole },
  'persistence.PutUserPolicy': { incidents: 3, page: PAGES.guivil },
  'persistence.AttachGroupPolicy': { incidents: 1, page: PAGES.persistTooMuch },
  'persistence.PutGroupPolicy': { incidents: 0, page: PAGES.iamEscalation },
  'persistence.CreateRole': { incidents: 5, page: PAGES.dangerdev },
  'persistence.AttachRolePolicy': { incidents: 4, page: PAGES.dangerdev },
  'persistence.PutRolePolicy': { incidents: 0, page: PAGES.iamEscalation },
  'persistence.UpdateAssumeRolePolicy': { incidents: 0, page: PAGES.trailDiscover },
  'persistence.CreateTrustAnchor': { incidents: 0, page: PAGES.trustAnchor },
  'persistence.CreateProfile': { incidents: 0, page: PAGES.trustAnchor },
  'persistence.UpdateFunctionCode20150331v2': { incidents: 1, page: PAGES.admin8Minutes },
  'persistence.AddPermission20150331v2': { incidents: 1, page: PAGES.cryptomining },
  'persistence.CreateFunctionUrlConfig': { incidents: 1, page: PAGES.cryptomining },
  'exfiltration.CreateSnapshot': { incidents: 3, page: PAGES.dnc },
  'exfiltration.ModifySnapshotAttribute': { incidents: 1, page: PAGES.dnc },
  'exfiltration.CopySnapshot': { incidents: 0, page: PAGES.trailDiscover },
  'exfiltration.ModifyImageAttribute': { incidents: 0, page: PAGES.trailDiscover },
  'exfiltration.CopyImage': { incidents: 0, page: PAGES.trailDiscover },
  'exfiltration.ExportImage': { incidents: 0, page: PAGES.trailDiscover },
  'exfiltration.CreateDBSnapshot': { incidents: 3, page: PAGES.sugarCrm },
  'exfiltration.ModifyDBSnapshotAttribute': { incidents: 2, page: PAGES.sugarCrm },
  'exfiltration.PutBucketPolicy': { incidents: 0, page: PAGES.trailDiscover },
  'access.StartSession': { incidents: 1, page: PAGES.lateralMovement },
  'access.SendCommand': { incidents: 2, page: PAGES.lateralMovement },
  'access.GetPasswordData': { incidents: 4, page: PAGES.sugarCrm },
  'access.SendSSHPublicKey': { incidents: 3, page: PAGES.cryptominingEcs },
  'access.SendSerialConsoleSSHPublicKey': { incidents: 3, page: PAGES.lucr3 },
  'access.ModifyInstanceAttribute': { incidents: 1, page: PAGES.cryptomining },
  'access.ModifyDBInstance': { incidents: 3, page: PAGES.crimsonCollective },
  'reach.EnableRegion': { incidents: 0, page: PAGES.unusedRegions },
  'reach.RequestServiceQuotaIncrease': { incidents: 2, page: PAGES.dangerdev },
  'reach.CreateDefaultVpc': { incidents: 1, page: PAGES.dangerdev },
  'reach.AuthorizeSecurityGroupIngress': { incidents: 11, page: PAGES.cryptominingEcs },
  'reach.CreateSecurityGroup': { incidents: 9, page: PAGES.cryptominingEcs },
  'reach.CreateKeyPair': { incidents: 4, page: PAGES.leakedKeys },
  'reach.ImportKeyPair': { incidents: 3, page: PAGES.sugarCrm },
  'defence.StopLogging': { incidents: 2, page: PAGES.lucr3 },
  'defence.DeleteTrail': { incidents: 3, page: PAGES.lucr3 },
  'defence.UpdateTrail': { incidents: 1, page: PAGES.cloudConscious },
  'defence.PutEventSelectors': { incidents: 1, page: PAGES.newTactics },
  'defence.DeleteFlowLogs': { incidents: 1, page: PAGES.cloudConscious },
  'defence.PutBucketLifecycle': { incidents: 2, page: PAGES.newTactics },
  'defence.DeleteDetector': { incidents: 1, page: PAGES.lucr3 },
  'defence.DisassociateFromAdministratorAccount': { incidents: 0, page: PAGES.guardDutyMembers },
  'defence.DisassociateFromMasterAccount': { incidents: 1, page: PAGES.lucr3 },
  'defence.LeaveOrganization': { incidents: 1, page: PAGES.newTactics },
  'defence.DeleteModelInvocationLoggingConfiguration': { incidents: 0, page: PAGES.hostedModels },
  'models.PutUseCaseForModelAccess': { incidents: 4, page: PAGES.hostedModels },
  'models.CreateFoundationModelAgreement': { incidents: 3, page: PAGES.llmHijacking },
  'models.PutFoundationModelEntitlement': { incidents: 2, page: PAGES.hostedModels },
  'mail.PutAccountDetails': { incidents: 1, page: PAGES.sesCampaign },
  'mail.CreateEmailIdentity': { incidents: 2, page: PAGES.sesCampaign },
  'mail.VerifyEmailIdentity': { incidents: 1, page: PAGES.computeCredentials },
  'mail.UpdateAccountSendingEnabled': { incidents: 2, page: PAGES.sesPionage },
  'reads.GetCallerIdentity': { incidents: 10, page: PAGES.sugarCrm },
  'reads.DescribeRegions': { incidents: 1, page: PAGES.computeCredentials },
  'reads.GetSecretValue': { incidents: 4, page: PAGES.lucr3 },
  'reads.GetParameter': { incidents: 0, page: PAGES.parameters },
  'reads.GetParameters': { incidents: 0, page: PAGES.parameters },
  'model-calls.InvokeModel': { incidents: 6, page: PAGES.llmJacking },
  'model-calls.InvokeModelWithResponseStream': { incidents: 3, page: PAGES.llmJacking },
  'model-calls.Converse': { incidents: 0, page: PAGES.llmJacking },
  'model-calls.ConverseStream': { incidents: 0, page: PAGES.llmJacking },
};

/** Says which records CloudTrail sends to EventBridge. */
const ALL_SERVICES =
  'https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html';

/** Services with a page of their own about it. */
const SERVICES_WITH_PAGE: readonly Service[] = [
  'account',
  'autoscaling',
  'bedrock',
  'ec2',
  'ecs',
  'iam',
  'rds',
  'rolesanywhere',
  'secretsmanager',
  'servicequotas',
  'ses',
  'signin',
  'ssm',
  'sts',
];

/** Where AWS documents that EventBridge receives the calls to a service. */
export function deliveryPage(service: Service): string {
  return SERVICES_WITH_PAGE.includes(service)
    ? `https://docs.aws.amazon.com/eventbridge/latest/ref/events-ref-${service}.html`
    : ALL_SERVICES;
}
