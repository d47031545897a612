import { matchesRule } from '../../../src/detection/rules/match-rule';
import { probeInputs } from '../../../src/detection/rules/probe-inputs';
import { ruleById } from '../../../src/detection/rules/rule-catalog';

describe('the inputs of probes', () => {
  const inputs = probeInputs('L-1216C47A');

  it('ask for as few instances as the API accepts', () => {
    expect(inputs.DescribeInstances).toEqual({ MaxResults: 5 });
  });

  it('ask for a quota that the rule counts', () => {
    const { ServiceCode: serviceCode, QuotaCode: quotaCode } = inputs.GetServiceQuota;
    const record = {
      eventSource: 'servicequotas.amazonaws.com',
      eventName: 'GetServiceQuota',
      requestParameters: { serviceCode, quotaCode },
    };

    expect(matchesRule(ruleById('get-service-quota').match, record)).toBe(true);
  });
});
