import { type Duration, RemovalPolicy } from 'aws-cdk-lib';
import {
  type AddToPrincipalPolicyResult,
  PolicyDocument,
  type PolicyStatement,
  Role,
  ServicePrincipal,
} from 'aws-cdk-lib/aws-iam';
import {
  ApplicationLogLevel,
  Architecture,
  type Code,
  Function as LambdaFunction,
  LoggingFormat,
  Runtime,
  SystemLogLevel,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { SERVICE } from '../../src/metrics/metric-catalog';
import { BUNDLE_HANDLER } from '../handler-bundle';
import { allow } from './allow';

export interface ProjectFunctionProps {
  readonly description: string;
  /** The bundle of the function. */
  readonly code: Code;
  /** In MB. */
  readonly memorySize: number;
  readonly timeout: Duration;
  readonly environment: Readonly<Record<string, string>>;
  /** @default a log group of its own */
  readonly logGroup?: LogGroup;
}

/** A function of this project and its log. At first it may only write to that log. */
export class ProjectFunction extends Construct {
  readonly lambda: LambdaFunction;
  readonly logGroup: LogGroup;

  constructor(scope: Construct, id: string, props: ProjectFunctionProps) {
    super(scope, id);
    this.logGroup =
      props.logGroup ??
      new LogGroup(this, 'Logs', {
        // One year, because an investigation may have to look that far back.
        retention: RetentionDays.ONE_YEAR,
        // Deleted with the stack, so that no costs remain. docs/deployment.md says how to keep the log.
        removalPolicy: RemovalPolicy.DESTROY,
      });
    this.lambda = new LambdaFunction(this, 'Lambda', {
      ...props,
      handler: BUNDLE_HANDLER,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      role: this.createRole(),
      logGroup: this.logGroup,
      loggingFormat: LoggingFormat.JSON,
      applicationLogLevelV2: ApplicationLogLevel.INFO,
      // INFO would log three lines for every call in the account, and the metrics of Lambda say the same.
      systemLogLevelV2: SystemLogLevel.WARN,
      environment: {
        ...props.environment,
        POWERTOOLS_SERVICE_NAME: SERVICE,
        POWERTOOLS_LOG_LEVEL: 'INFO',
        NODE_OPTIONS: '--enable-source-maps',
      },
    });
  }

  /** Without the managed policy for functions, which allows writing to every log group of the account. */
  private createRole(): Role {
    const role = new FunctionRole(this, 'Role');
    allow(role, ['logs:CreateLogStream', 'logs:PutLogEvents'], this.logGroup.logGroupArn);
    return role;
  }
}

/**
 * The role of a function, with its permissions inside it. CDK would put them into a policy of their own: one more
 * resource, and the function could run before it has them.
 */
class FunctionRole extends Role {
  readonly #permissions: PolicyDocument;

  constructor(scope: Construct, id: string) {
    const permissions = new PolicyDocument();
    super(scope, id, {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      inlinePolicies: { Permissions: permissions },
    });
    this.#permissions = permissions;
  }

  override addToPrincipalPolicy(statement: PolicyStatement): AddToPrincipalPolicyResult {
    this.#permissions.addStatements(statement);
    return { statementAdded: true, policyDependable: this };
  }
}
