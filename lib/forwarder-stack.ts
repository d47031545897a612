import {
  CfnOutput,
  CfnParameter,
  LegacyStackSynthesizer,
  Stack,
  type StackProps,
  Tags,
} from 'aws-cdk-lib';
import { EventBus } from 'aws-cdk-lib/aws-events';
import type { Construct } from 'constructs';
import type { RegionSweepConfig } from '../src/config/config';
import { createForwarder } from './constructs/forwarder';
import { hubBusArn } from './constructs/hub-bus';

export interface ForwarderStackProps extends StackProps {
  readonly config: Pick<RegionSweepConfig, 'rules' | 'runbookUrl'>;
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
  constructor(scope: Construct, id: string, props: ForwarderStackProps) {
    const { config, hubRegion, ...stackProps } = props;
    super(scope, id, {
      description: 'RegionSweep: forwards the calls of this region to the hub',
      // Deploys with the caller's own credentials: no roles and no S3 bucket, so no bootstrap in each region.
      synthesizer: new LegacyStackSynthesizer(),
      analyticsReporting: false,
      ...stackProps,
    });
    const arn = hubRegion === undefined ? this.hubBusParameter() : hubBusArn(this, hubRegion);
    const hubBus = EventBus.fromEventBusArn(this, 'HubBus', arn);
    new CfnOutput(this, 'DeadLettersUrl', {
      value: createForwarder(this, config, hubBus).queueUrl,
      description: 'Queue of calls that EventBridge could not forward to the hub',
    });
    Tags.of(this).add('application', 'regionsweep');
  }

  private hubBusParameter(): string {
    return new CfnParameter(this, 'HubBusArn', {
      description: 'ARN of the hub bus: the output HubBusArn of the stack RegionSweep',
      allowedPattern: '^arn:aws:events:[a-z0-9-]+:[0-9]{12}:event-bus/[A-Za-z0-9._/-]+$',
      constraintDescription:
        'must be the ARN of an event bus: copy the output HubBusArn of the stack RegionSweep',
    }).valueAsString;
  }
}
