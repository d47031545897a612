import { Match } from 'aws-cdk-lib/assertions';
import { detectorOf, hubTemplate } from '../../infra/synthesize';
import { PLATFORM, TRAIL_PLATFORM_SETTINGS } from './settings';

describe('the platform of the fault suite', () => {
  it('has the deployed times and numbers', () => {
    const template = hubTemplate();

    expect(detectorOf(template)?.properties.Timeout).toBe(PLATFORM.timeoutMs / 1000);
    template.hasResourceProperties('AWS::Lambda::EventInvokeConfig', {
      FunctionName: detectorOf(template) && { Ref: detectorOf(template)?.id },
      MaximumRetryAttempts: PLATFORM.retryDelaysMs.length,
    });
  });

  it('has those of the trail', () => {
    const template = hubTemplate({ collection: 'trail', trail: { bucket: 'example-org-trail' } });
    const { timeoutMs, batchSize, visibilityMs, maxReceives } = TRAIL_PLATFORM_SETTINGS;

    template.hasResourceProperties('AWS::SQS::Queue', {
      VisibilityTimeout: visibilityMs / 1000,
      RedrivePolicy: Match.objectLike({ maxReceiveCount: maxReceives }),
    });
    template.hasResourceProperties('AWS::Lambda::EventSourceMapping', { BatchSize: batchSize });
    template.hasResourceProperties('AWS::Lambda::Function', {
      Timeout: timeoutMs / 1000,
      Environment: { Variables: Match.objectLike({ TRAIL_BUCKET: 'example-org-trail' }) },
    });
  });
});
