import { detectorOf, hubTemplate, resourcesOf } from '../../infra/synthesize';
import { PLATFORM } from './settings';

describe('the platform of the fault suite', () => {
  // test/infra/ingestion.suite.ts tests the retries of direct ingestion.
  it('has the deployed times and numbers', () => {
    const template = hubTemplate({ ingestion: 'queue' });
    const detector = detectorOf(template);
    const calls = resourcesOf(template, 'AWS::SQS::Queue').find(({ id }) => id.startsWith('Calls'));

    expect(detector?.properties.Timeout).toBe(PLATFORM.timeoutMs / 1000);
    expect(calls?.properties).toMatchObject({
      VisibilityTimeout: PLATFORM.visibilityMs / 1000,
      RedrivePolicy: { maxReceiveCount: PLATFORM.maxReceives },
    });
    template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      BatchSize: PLATFORM.batchSize,
      MaximumBatchingWindowInSeconds: PLATFORM.batchingWindowMs / 1000,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
    });
  });
});
