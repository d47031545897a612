import { detectorOf, hubTemplate } from '../../infra/synthesize';
import { PLATFORM } from './settings';

describe('the platform of the fault suite', () => {
  it('has the deployed times and numbers', () => {
    const template = hubTemplate();

    expect(detectorOf(template)?.properties.Timeout).toBe(PLATFORM.timeoutMs / 1000);
    template.hasResourceProperties('AWS::Lambda::EventInvokeConfig', {
      FunctionName: detectorOf(template) && { Ref: detectorOf(template)?.id },
      MaximumRetryAttempts: PLATFORM.retryDelaysMs.length,
    });
  });
});
