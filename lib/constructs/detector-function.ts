import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Effect, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  ApplicationLogLevel,
  Architecture,
  type Code,
  Function as LambdaFunction,
  LoggingFormat,
  Runtime,
  SystemLogLevel,
} from 'aws-cdk-lib/aws-lambda';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { DetectionConfig } from '../../src/config/config';
import { serializeDetectionConfig } from '../../src/config/detection-config';
import { BUNDLE_HANDLER } from '../handler-bundle';
import { DeadLetterQueue } from './dead-letter-queue';
import type { NotificationTopic } from './notification-topic';
import type { StateTable } from './state-table';

export interface DetectorFunctionProps {
  readonly code: Code;
  readonly config: DetectionConfig;
  readonly stateTable: StateTable;
  /** Where findings are published. */
  readonly findingsTopic: NotificationTopic;
  /** Where the alarm goes when calls cannot be handled. */
  readonly operatorsTopic: NotificationTopic;
}

/** The function that counts calls and publishes findings, with all that it may do. */
export class DetectorFunction extends Construct {
  readonly lambda: LambdaFunction;
  readonly logGroup: LogGroup;
  /** Calls that the function gave up on. */
  readonly deadLetterQueue: Queue;

  constructor(scope: Construct, id: string, props: DetectorFunctionProps) {
    super(scope, id);
    const { code, config, stateTable, findingsTopic, operatorsTopic } = props;
    this.logGroup = new LogGroup(this, 'Logs', {
      // A year, which is how far back an investigation may have to look. It is kept when the stack is deleted.
      retention: RetentionDays.ONE_YEAR,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    this.deadLetterQueue = new DeadLetterQueue(this, 'DeadLetters', {
      meaning:
        'The detector could not handle calls: they may not have been counted or notified of.',
      operatorsTopic: operatorsTopic.topic,
    }).queue;
    this.lambda = new LambdaFunction(this, 'Function', {
      description: 'RegionSweep: counts calls per principal and region and publishes findings',
      code,
      handler: BUNDLE_HANDLER,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: 512,
      // Below the 40 s for which a process claims a notification. Lambda tries again after a minute at the earliest:
      // when a process dies while it publishes, its claim is over by then and the retry makes it good.
      timeout: Duration.seconds(20),
      retryAttempts: 2,
      maxEventAge: Duration.hours(6),
      onFailure: new SqsDestination(this.deadLetterQueue),
      role: this.createRole(this.logGroup),
      logGroup: this.logGroup,
      loggingFormat: LoggingFormat.JSON,
      applicationLogLevelV2: ApplicationLogLevel.INFO,
      // Not INFO, which is three lines for every call in the account; the metrics of the function say the same.
      systemLogLevelV2: SystemLogLevel.WARN,
      environment: {
        TABLE_NAME: stateTable.table.tableName,
        TOPIC_ARN: findingsTopic.topic.topicArn,
        DETECTION_CONFIG: serializeDetectionConfig(config),
        POWERTOOLS_SERVICE_NAME: 'regionsweep',
        POWERTOOLS_LOG_LEVEL: 'INFO',
        NODE_OPTIONS: '--enable-source-maps',
      },
    });
    stateTable.grantDetection(this.lambda);
    findingsTopic.grantPublishing(this.lambda);
  }

  /** A role of our own: the managed policy for functions may write to every log group of the account. */
  private createRole(logGroup: LogGroup): Role {
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      description: 'Execution role of the RegionSweep detector',
    });
    role.addToPolicy(
      new PolicyStatement({
        effect: Effect.ALLOW,
        actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        resources: [logGroup.logGroupArn],
      }),
    );
    return role;
  }
}
