import { Match } from 'aws-cdk-lib/assertions';
import { DEFAULT_CONFIG } from '../../src/config/defaults';
import { parseDetectionConfig } from '../../src/config/deployed-config';
import { resolveConfig } from '../../src/config/resolve';
import { detectorOf, HOME_REGION, hubTemplate, resourcesOf } from './synthesize';

const FUNCTION = 'AWS::Lambda::Function';

/** That of the hub first. */
const expectedRegions = [
  HOME_REGION,
  ...DEFAULT_CONFIG.regions.filter((region) => region !== HOME_REGION),
].join(',');

describe('the detector function', () => {
  const template = hubTemplate({ minRegions: '12' });

  it('is one of three functions, beside the follow-up and the heartbeat', () => {
    expect(resourcesOf(template, FUNCTION).map(({ id }) => id)).toEqual([
      expect.stringMatching(/^Heartbeat/),
      expect.stringMatching(/^Detector/),
      expect.stringMatching(/^FollowUp/),
    ]);
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
          ARCHIVE_TOPIC_ARN: { Ref: Match.stringLikeRegexp('RecordTopic') },
          DETECTION_CONFIG: Match.anyValue(),
          MONITORED_REGIONS: expectedRegions,
          HEARTBEAT_ROLE_ARN: Match.anyValue(),
          POWERTOOLS_SERVICE_NAME: 'regionsweep',
          POWERTOOLS_LOG_LEVEL: 'INFO',
          NODE_OPTIONS: '--enable-source-maps',
        },
      },
    });
  });

  it('has the name of an allow-list file only if there is an allow-list', () => {
    template.hasResourceProperties(FUNCTION, {
      Environment: {
        Variables: { DETECTION_CONFIG: Match.anyValue(), ALLOWLIST_FILE: Match.absent() },
      },
    });
  });

  it('gets the settings of every rule as they were resolved', () => {
    const detector = detectorOf(template);

    const settings = parseDetectionConfig(
      detector?.properties.Environment.Variables.DETECTION_CONFIG,
    );

    const { rules, severity, notifyFrom, renotifyMinutes, watch, lateEventHours, maxTrackedCalls } =
      resolveConfig({ minRegions: 12 }).config;
    expect(settings).toEqual({
      rules,
      severity,
      notifyFrom,
      renotifyMinutes,
      watch,
      lateEventHours,
      maxTrackedCalls,
    });
  });

  it('logs JSON to a group of its own, which is kept for a year and goes with the stack', () => {
    template.hasResourceProperties(FUNCTION, {
      LoggingConfig: {
        LogFormat: 'JSON',
        ApplicationLogLevel: 'INFO',
        SystemLogLevel: 'WARN',
        LogGroup: { Ref: Match.stringLikeRegexp('^DetectorFunctionLogs') },
      },
    });
    template.hasResource('AWS::Logs::LogGroup', {
      Properties: { RetentionInDays: 365 },
      DeletionPolicy: 'Delete',
    });
  });

  it('has no reserved concurrency and no tracing', () => {
    template.hasResourceProperties(FUNCTION, {
      ReservedConcurrentExecutions: Match.absent(),
      TracingConfig: Match.absent(),
    });
  });
});
