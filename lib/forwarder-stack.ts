import {
  Aws,
  CfnCondition,
  CfnOutput,
  CfnParameter,
  Fn,
  LegacyStackSynthesizer,
  Stack,
  type StackProps,
  Tags,
} from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { RegionSweepConfig } from '../src/config/config';
import { createForwarder } from './constructs/forwarder';
import { hubBusArn } from './constructs/hub-bus';

/** The settings that a forwarder depends on. */
export type ForwarderConfig = Pick<
  RegionSweepConfig,
  'rules' | 'watch' | 'forwarderAlarms' | 'runbookUrl'
>;

export interface ForwarderStackProps extends StackProps {
  readonly config: ForwarderConfig;
  /**
   * Region of the hub, if the hub is in the account of this stack.
   * @default the stack has a parameter `HubBusArn`
   */
  readonly hubRegion?: string;
}

/**
 * The forwarder of one region. It has no assets and needs no bootstrap, so `cdk deploy`, a StackSet or any other tool
 * can deploy its template.
 */
export class ForwarderStack extends Stack {
  /** ARN of the hub bus. */
  readonly hubBusArn: string;

  constructor(scope: Construct, id: string, props: ForwarderStackProps) {
    const { config, hubRegion, ...stackProps } = props;
    super(scope, id, {
      description: 'RegionSweep: forwards the calls of this region to the hub',
      // Deploys with the caller's own credentials: no roles and no S3 bucket, so no bootstrap in each region.
      synthesizer: new LegacyStackSynthesizer(),
      analyticsReporting: false,
      ...stackProps,
    });
    this.hubBusArn = hubRegion === undefined ? this.hubBusParameter() : hubBusArn(this, hubRegion);
    const { queueUrl } = createForwarder(this, {
      config,
      hubBusArn: this.hubBusArn,
      alarm: this.alarm(config.forwarderAlarms, hubRegion),
    });
    new CfnOutput(this, 'DeadLettersUrl', {
      value: queueUrl,
      description: 'Queue of calls that EventBridge could not forward to the hub',
    });
    Tags.of(this).add('application', 'regionsweep');
  }

  /**
   * With `account`, the forwarder in the region of the hub has the only alarm of its account, because what breaks
   * forwarding usually breaks it in all regions of an account. The account of the hub has no such forwarder; there the
   * heartbeat tests the path from every region.
   */
  private alarm(
    forwarderAlarms: ForwarderConfig['forwarderAlarms'],
    hubRegion: string | undefined,
  ): boolean | CfnCondition {
    if (forwarderAlarms !== 'account') {
      return forwarderAlarms === 'region';
    }
    // CloudFormation decides, because the same template is deployed in every region.
    return (
      hubRegion === undefined &&
      new CfnCondition(this, 'IsInRegionOfHub', {
        expression: Fn.conditionEquals(Aws.REGION, Fn.select(3, Fn.split(':', this.hubBusArn))),
      })
    );
  }

  private hubBusParameter(): string {
    return new CfnParameter(this, 'HubBusArn', {
      description: 'ARN of the hub bus: the output HubBusArn of the stack RegionSweep',
      allowedPattern: '^arn:aws[a-z-]*:events:[a-z0-9-]+:[0-9]{12}:event-bus/[A-Za-z0-9._/-]+$',
      constraintDescription:
        'must be the ARN of an event bus: copy the output HubBusArn of the stack RegionSweep',
    }).valueAsString;
  }
}
