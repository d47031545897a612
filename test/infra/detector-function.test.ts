import { Match } from 'aws-cdk-lib/assertions';
import { parseDetectionConfig } from '../../src/config/detection-config';
import { resolveConfig } from '../../src/config/resolve';
import { arnOf, detectorTemplate, resourcesOf } from './synthesize';

const FUNCTION = 'AWS::Lambda::Function';

describe('the detector function', () => {
  const template = detectorTemplate({ minRegions: '12' });

  it('is the only function', () => {
    template.resourceCountIs(FUNCTION, 1);
  });

  it('runs on arm64 and Node.js 24', () => {
    template.hasResourceProperties(FUNCTION, {
      Architectures: ['arm64'],
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      MemorySize: 512,
    });
  });

  it('ends before the lease of a notification and before Lambda tries again', () => {
    template.hasResourceProperties(FUNCTION, { Timeout: 20 });
  });

  it('gets what it has to know by environment variables', () => {
    template.hasResourceProperties(FUNCTION, {
      Environment: {
        Variables: {
          TABLE_NAME: { Ref: Match.stringLikeRegexp('StateTable') },
          TOPIC_ARN: { Ref: Match.stringLikeRegexp('FindingsTopic') },
          DETECTION_CONFIG: Match.anyValue(),
          POWERTOOLS_SERVICE_NAME: 'regionsweep',
          POWERTOOLS_LOG_LEVEL: 'INFO',
          NODE_OPTIONS: '--enable-source-maps',
        },
      },
    });
  });

  it('gets the settings of every rule as they were resolved', () => {
    const [detector] = resourcesOf(template, FUNCTION);

    const settings = parseDetectionConfig(
      detector?.properties.Environment.Variables.DETECTION_CONFIG,
    );

    const { rules, lateEventHours, maxTrackedCalls } = resolveConfig({ minRegions: 12 }).config;
    expect(settings).toEqual({ rules, lateEventHours, maxTrackedCalls });
  });

  it('logs JSON to a group of its own, which is kept for a year and outlives the stack', () => {
    template.hasResourceProperties(FUNCTION, {
      LoggingConfig: {
        LogFormat: 'JSON',
        ApplicationLogLevel: 'INFO',
        SystemLogLevel: 'WARN',
        LogGroup: { Ref: Match.stringLikeRegexp('DetectorLogs') },
      },
    });
    template.hasResource('AWS::Logs::LogGroup', {
      Properties: { RetentionInDays: 365 },
      DeletionPolicy: 'Retain',
    });
  });

  it('is tried three times within six hours, then the event goes to the dead-letter queue', () => {
    const queue = resourcesOf(template, 'AWS::SQS::Queue').find(({ id }) =>
      id.startsWith('DetectorDeadLetters'),
    );

    template.hasResourceProperties('AWS::Lambda::EventInvokeConfig', {
      MaximumRetryAttempts: 2,
      MaximumEventAgeInSeconds: 21_600,
      DestinationConfig: { OnFailure: { Destination: queue && arnOf(queue) } },
    });
  });

  it('has no reserved concurrency and no tracing', () => {
    template.hasResourceProperties(FUNCTION, {
      ReservedConcurrentExecutions: Match.absent(),
      TracingConfig: Match.absent(),
    });
  });
});
