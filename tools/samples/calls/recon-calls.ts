import type { ApiCall, FreeForm } from '../record';

/** The quota for running on-demand instances, which tells how many machines can be started. */
export const ON_DEMAND_VCPUS = 'L-1216C47A';

/** `DescribeInstances`; without parameters it lists everything, as intruders and inventories do. */
export function describeInstances(parameters: FreeForm = {}): ApiCall {
  return {
    service: 'ec2',
    eventName: 'DescribeInstances',
    readOnly: true,
    requestParameters: { instancesSet: {}, filterSet: {}, ...parameters },
  };
}

/** `DescribeInstances` with one filter, as EC2 records it. */
export function describeInstancesWhere(name: string, values: readonly string[]): ApiCall {
  return describeInstances({
    filterSet: {
      items: [{ name, valueSet: { items: values.map((value) => ({ value })) } }],
    },
  });
}

/** Another `Describe*` call of EC2 without parameters. */
export function describeEc2(what: string): ApiCall {
  return {
    service: 'ec2',
    eventName: `Describe${what}`,
    readOnly: true,
    requestParameters: {},
  };
}

export function getServiceQuota(
  serviceCode: string,
  quotaCode: string,
  more: FreeForm = {},
): ApiCall {
  return {
    service: 'servicequotas',
    eventName: 'GetServiceQuota',
    readOnly: true,
    requestParameters: { serviceCode, quotaCode, ...more },
  };
}

export function listServiceQuotas(serviceCode: string): ApiCall {
  return {
    service: 'servicequotas',
    eventName: 'ListServiceQuotas',
    readOnly: true,
    requestParameters: { serviceCode, maxResults: 100 },
  };
}

export function getCallerIdentity(): ApiCall {
  return {
    service: 'sts',
    eventName: 'GetCallerIdentity',
    readOnly: true,
    requestParameters: null,
  };
}

/** The same call, refused. EC2 has an error code of its own for that. */
export function denied(call: ApiCall, arn: string, because: string): ApiCall {
  const action = `${call.service}:${call.eventName}`;
  const reason = `User: ${arn} is not authorized to perform: ${action} ${because}`;
  return call.service === 'ec2'
    ? {
        ...call,
        errorCode: 'Client.UnauthorizedOperation',
        errorMessage: `You are not authorized to perform this operation. ${reason}`,
      }
    : { ...call, errorCode: 'AccessDenied', errorMessage: reason };
}

export const BY_ORGANIZATION = 'with an explicit deny in a service control policy';
export const BY_IDENTITY = 'because no identity-based policy allows the action';
