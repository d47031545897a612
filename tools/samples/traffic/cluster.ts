import type { Caller } from '../caller';
import { describeInstances, describeInstancesWhere } from '../calls/recon-calls';
import { assumeRoleWith } from '../calls/security-calls';
import { describeGroups, describeSomeVolumes, read, runInstances } from '../calls/workload-calls';
import { MAIN_ACCOUNT, resourceId, SECOND_ACCOUNT } from '../example-ids';
import { assumedRole } from '../identities';
import { webIdentityUser } from '../identities-without-arn';
import type { Habit } from './habit';

const CLUSTER_REGION = 'eu-central-1';
const OIDC_PROVIDER = `arn:aws:iam::${MAIN_ACCOUNT}:oidc-provider/oidc.eks.${CLUSTER_REGION}.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE`;
const SDK_FOR_GO = 'aws-sdk-go-v2/1.36.3 ua/2.1 os/linux lang/go#1.24.1 md/GOARCH#arm64';

/** A controller in the cluster: its service account stands for a role. */
function podRole(roleName: string, sessionName: string): Caller {
  return {
    accountId: MAIN_ACCOUNT,
    identityAt: assumedRole({
      accountId: MAIN_ACCOUNT,
      roleName,
      sessionName,
      oidcProvider: OIDC_PROVIDER,
    }),
    sourceIPAddress: '192.0.2.65',
    userAgent: SDK_FOR_GO,
  };
}

/** A role that EKS Pod Identity hands to a pod; it names the session after cluster and pod. */
const orderService: Caller = {
  accountId: MAIN_ACCOUNT,
  identityAt: assumedRole({
    accountId: MAIN_ACCOUNT,
    roleName: 'order-service',
    sessionName: 'eks-prod-order-serv-5f0d7f7c-2f5e-4c1c-9f43-0f6c2c0c5f3a',
  }),
  sourceIPAddress: '192.0.2.66',
  userAgent: 'aws-sdk-java/2.30.31 ua/2.1 os/Linux lang/java#21.0.6 exec-env/EKS',
};

/** Trades the token of the autoscaler's service account for the session above. */
const tokenExchange: Caller = {
  accountId: MAIN_ACCOUNT,
  identityAt: webIdentityUser(OIDC_PROVIDER, 'kube-system:cluster-autoscaler'),
  sourceIPAddress: '192.0.2.65',
  userAgent: SDK_FOR_GO,
};

const karpenter: Caller = {
  accountId: SECOND_ACCOUNT,
  identityAt: assumedRole({
    accountId: SECOND_ACCOUNT,
    roleName: 'karpenter-node',
    sessionName: resourceId('i', 'karpenter'),
    onInstance: true,
  }),
  sourceIPAddress: '192.0.2.97',
  userAgent: `karpenter.sh-1.3.1 ${SDK_FOR_GO}`,
};

const byCluster = () => describeInstancesWhere('tag:kubernetes.io/cluster/prod', ['owned']);
const running = () => describeInstancesWhere('instance-state-name', ['running', 'pending']);

/** Controllers that call `DescribeInstances` all day, each in its own region. */
export const CLUSTER_HABITS: readonly Habit[] = [
  {
    caller: podRole('cluster-autoscaler', '1773705600123456789'),
    region: CLUSTER_REGION,
    schedule: { callsPerDay: 288, isRegular: true },
    calls: [describeGroups, describeGroups, describeGroups, describeGroups, byCluster],
  },
  {
    caller: podRole('ebs-csi-controller', '1773705600987654321'),
    region: CLUSTER_REGION,
    schedule: { callsPerDay: 240, isRegular: true },
    calls: [describeSomeVolumes, describeSomeVolumes, describeSomeVolumes, running],
  },
  {
    caller: podRole('aws-load-balancer-controller', '1773705601555555555'),
    region: CLUSTER_REGION,
    schedule: { callsPerDay: 240, isRegular: true },
    calls: [
      read('elasticloadbalancing', 'DescribeTargetHealth'),
      read('elasticloadbalancing', 'DescribeLoadBalancers'),
      read('elasticloadbalancing', 'DescribeListeners'),
      byCluster,
    ],
  },
  {
    caller: karpenter,
    region: 'eu-west-1',
    schedule: { callsPerDay: 200, isRegular: true },
    calls: [running, read('pricing', 'GetProducts'), describeGroups, runInstances],
  },
  {
    caller: orderService,
    region: CLUSTER_REGION,
    schedule: { callsPerDay: 180 },
    calls: [
      read('sqs', 'ListQueues'),
      read('sqs', 'GetQueueAttributes'),
      read('dynamodb', 'DescribeTable'),
      read('eks', 'DescribeCluster'),
      () => describeInstances(),
    ],
  },
  {
    caller: tokenExchange,
    region: CLUSTER_REGION,
    schedule: { callsPerDay: 24, isRegular: true },
    calls: [assumeRoleWith('WebIdentity', 'cluster-autoscaler', '1773705600123456789')],
  },
];
