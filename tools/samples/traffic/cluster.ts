import { type Caller, callerFrom, roleSession } from '../callers';
import { read } from '../calls/call';
import { assumeRole, describeGroups, describeOneVolume, runInstances } from '../calls/ordinary';
import { describeInstances, describeInstancesWhere } from '../calls/recon';
import { MAIN_ACCOUNT, resourceId, SECOND_ACCOUNT } from '../ids';
import type { Play } from '../walk';
import { irregularly, regularly } from './habit';

const REGION = 'eu-central-1';
const OIDC_PROVIDER = `arn:aws:iam::${MAIN_ACCOUNT}:oidc-provider/oidc.eks.${REGION}.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE`;
const SDK_FOR_GO = 'aws-sdk-go-v2/1.36.3 ua/2.1 os/linux lang/go#1.24.1 md/GOARCH#arm64';
const POD = ['192.0.2.65', SDK_FOR_GO] as const;
const AUTOSCALER_SESSION = '1773705600123456789';
const SERVICE_ACCOUNT = 'system:serviceaccount:kube-system:cluster-autoscaler';

/** A controller in the cluster, which uses a role through its service account. */
function controller(session: string): Caller {
  return roleSession(MAIN_ACCOUNT, session, POD, { oidcProvider: OIDC_PROVIDER });
}

/** A role from EKS Pod Identity, which names the session after cluster and pod. */
const orderService = roleSession(
  MAIN_ACCOUNT,
  'order-service/eks-prod-order-serv-5f0d7f7c-2f5e-4c1c-9f43-0f6c2c0c5f3a',
  ['192.0.2.66', 'aws-sdk-java/2.30.31 ua/2.1 os/Linux lang/java#21.0.6 exec-env/EKS'],
);

/** Trades the token of the autoscaler's service account for its session. */
const tokenExchange = callerFrom(POD, MAIN_ACCOUNT, () => ({
  type: 'WebIdentityUser',
  principalId: `${OIDC_PROVIDER}:sts.amazonaws.com:${SERVICE_ACCOUNT}`,
  userName: SERVICE_ACCOUNT,
  identityProvider: OIDC_PROVIDER,
}));

const karpenter = roleSession(
  SECOND_ACCOUNT,
  `karpenter-node/${resourceId('i', 'karpenter')}`,
  ['192.0.2.97', `karpenter.sh-1.3.1 ${SDK_FOR_GO}`],
  { onInstance: true },
);

const ofCluster = describeInstancesWhere('tag:kubernetes.io/cluster/prod', ['owned']);
const running = describeInstancesWhere('instance-state-name', ['running', 'pending']);

/** Controllers that call `DescribeInstances` all day, each in its own region. */
export const CLUSTER_HABITS: readonly Play[] = [
  regularly(288, controller(`cluster-autoscaler/${AUTOSCALER_SESSION}`), REGION, [
    describeGroups,
    describeGroups,
    describeGroups,
    describeGroups,
    ofCluster,
  ]),
  regularly(240, controller('ebs-csi-controller/1773705600987654321'), REGION, [
    describeOneVolume,
    describeOneVolume,
    describeOneVolume,
    running,
  ]),
  regularly(240, controller('aws-load-balancer-controller/1773705601555555555'), REGION, [
    read('elasticloadbalancing', 'DescribeTargetHealth'),
    read('elasticloadbalancing', 'DescribeLoadBalancers'),
    read('elasticloadbalancing', 'DescribeListeners'),
    ofCluster,
  ]),
  regularly(200, karpenter, 'eu-west-1', [
    running,
    read('pricing', 'GetProducts'),
    describeGroups,
    runInstances,
  ]),
  irregularly(180, orderService, REGION, [
    read('sqs', 'ListQueues'),
    read('sqs', 'GetQueueAttributes'),
    read('dynamodb', 'DescribeTable'),
    read('eks', 'DescribeCluster'),
    describeInstances(),
  ]),
  regularly(24, tokenExchange, REGION, [
    assumeRole('cluster-autoscaler', AUTOSCALER_SESSION, 'WithWebIdentity'),
  ]),
];
