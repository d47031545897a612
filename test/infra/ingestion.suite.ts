import { LEASE_MS } from '../../src/engine/incident-publisher';
import { SETTLED_MS } from '../../src/engine/settled-buckets';
import { arnOf, detectorOf, hubTemplate, resourcesOf } from './synthesize';

describe('direct ingestion', () => {
  const template = hubTemplate();

  it('tries a call three times within six hours, then the event goes to the dead-letter queue', () => {
    const unhandled = resourcesOf(template, 'AWS::SQS::Queue').find(({ id }) =>
      id.startsWith('Unhandled'),
    );

    template.hasResourceProperties('AWS::Lambda::EventInvokeConfig', {
      MaximumRetryAttempts: 2,
      MaximumEventAgeInSeconds: 21_600,
      DestinationConfig: { OnFailure: { Destination: unhandled && arnOf(unhandled) } },
    });
  });

  it('has no queue before the detector', () => {
    template.resourceCountIs('AWS::Lambda::EventSourceMapping', 0);
  });
});

describe('queue ingestion', () => {
  const template = hubTemplate({ ingestion: 'queue' });
  const queue = resourcesOf(template, 'AWS::SQS::Queue').find(({ id }) => id.startsWith('Calls'));
  const detector = detectorOf(template);

  it('hands batches to the detector, which says of each message whether it failed', () => {
    template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      EventSourceArn: queue && arnOf(queue),
      BatchSize: 200,
      MaximumBatchingWindowInSeconds: 5,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      ScalingConfig: { MaximumConcurrency: 10 },
    });
  });

  it('gives up on a message after five tries', () => {
    const unhandled = resourcesOf(template, 'AWS::SQS::Queue').find(({ id }) =>
      id.startsWith('Unhandled'),
    );

    expect(queue?.properties.RedrivePolicy).toEqual({
      deadLetterTargetArn: { 'Fn::GetAtt': [unhandled?.id, 'Arn'] },
      maxReceiveCount: 5,
    });
  });

  it('shows a message again only when the claim and the memory of the last try are over', () => {
    const visibleAgainMs = queue?.properties.VisibilityTimeout * 1000;
    const timeoutMs = detector?.properties.Timeout * 1000;

    expect(visibleAgainMs).toBeGreaterThan(timeoutMs + SETTLED_MS);
    expect(visibleAgainMs).toBeGreaterThan(timeoutMs + LEASE_MS);
    // What AWS advises for a queue before a function.
    expect(visibleAgainMs).toBeGreaterThanOrEqual(6 * timeoutMs);
  });

  it('is encrypted, and takes messages of our rules only', () => {
    expect(queue?.properties.SqsManagedSseEnabled).toBe(true);
    const policy = resourcesOf(template, 'AWS::SQS::QueuePolicy').find(({ id }) =>
      id.startsWith('Calls'),
    );
    const allowed = policy?.properties.PolicyDocument.Statement.filter(
      ({ Effect }: { Effect: string }) => Effect === 'Allow',
    );
    expect(allowed.length).toBeGreaterThan(0);
    for (const { Principal, Condition } of allowed) {
      expect(Principal).toEqual({ Service: 'events.amazonaws.com' });
      expect(JSON.stringify(Condition)).toMatch(/aws:SourceArn|aws:SourceAccount/);
    }
  });
});
