import { LEASE_MS } from '../../src/engine/incident-publisher';
import { SETTLED_MS } from '../../src/engine/settled-buckets';
import { PLATFORM } from '../faults/platform/settings';
import { arnOf, detectorOf, hubTemplate, resourcesOf } from './synthesize';

describe('the detector as a target', () => {
  const template = hubTemplate();

  it('gets a call three times within six hours, then the event goes to the dead-letter queue', () => {
    const unhandled = resourcesOf(template, 'AWS::SQS::Queue').find(({ id }) =>
      id.startsWith('Unhandled'),
    );

    template.hasResourceProperties('AWS::Lambda::EventInvokeConfig', {
      FunctionName: { Ref: detectorOf(template)?.id },
      MaximumRetryAttempts: 2,
      MaximumEventAgeInSeconds: 21_600,
      DestinationConfig: { OnFailure: { Destination: unhandled && arnOf(unhandled) } },
    });
  });

  it('gets a call again only when the claim and the memory of the last try are over', () => {
    const [first] = PLATFORM.retryDelaysMs;

    expect(first).toBeGreaterThan(LEASE_MS);
    expect(first).toBeGreaterThan(SETTLED_MS);
  });

  it('has no queue before it', () => {
    template.resourceCountIs('AWS::Lambda::EventSourceMapping', 0);
  });
});
