import type { FreeForm } from '../record';
import { type ApiCall, read } from './call';

/** `DescribeInstances`; without parameters it lists everything, as intruders and inventories do. */
export function describeInstances(parameters: FreeForm = {}): ApiCall {
  return read('ec2', 'DescribeInstances', { instancesSet: {}, filterSet: {}, ...parameters });
}

/** `DescribeInstances` with one filter, as EC2 records it. */
export function describeInstancesWhere(name: string, values: readonly string[]): ApiCall {
  const items = [{ name, valueSet: { items: values.map((value) => ({ value })) } }];
  return describeInstances({ filterSet: { items } });
}

/** Another `Describe*` call of EC2 without parameters. */
export function describeEc2(what: string): ApiCall {
  return read('ec2', `Describe${what}`, {});
}

/** `GetServiceQuota`; by default for the on-demand vCPUs, which limit how many instances can be started. */
export function getServiceQuota(
  serviceCode = 'ec2',
  quotaCode = 'L-1216C47A',
  more: FreeForm = {},
): ApiCall {
  return read('servicequotas', 'GetServiceQuota', { serviceCode, quotaCode, ...more });
}

export const getCallerIdentity = read('sts', 'GetCallerIdentity');

/** The same call, denied. EC2 has an error code of its own, and is one of the few services that record its parameters. */
export function denied(call: ApiCall, arn: string, because: string): ApiCall {
  const action = `${call.service}:${call.eventName}`;
  const reason = `User: ${arn} is not authorized to perform: ${action} ${because}`;
  return call.service === 'ec2'
    ? {
        ...call,
        errorCode: 'Client.UnauthorizedOperation',
        errorMessage: `You are not authorized to perform this operation. ${reason}`,
      }
    : { ...call, requestParameters: null, errorCode: 'AccessDenied', errorMessage: reason };
}
