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
import { Forwarder } from './constructs/forwarder';
import { hubBusArn } from './constructs/hub-bus';

export interface ForwarderStackProps extends StackProps {
  readonly config: Pick<RegionSweepConfig, 'rules'>;
  /**
   * Region of the hub, where the hub is in the account that this stack is deployed to.
   * @default the stack takes the ARN of the bus as its parameter `HubBusArn`
   */
  readonly hubRegion?: string;
}

/**
 * A forwarder in a region. It has no assets and needs no bootstrap, so its template can be deployed by any means:
 * by `cdk deploy`, by a StackSet, or by hand.
 */
export class ForwarderStack extends Stack {
  constructor(scope: Construct, id: string, props: ForwarderStackProps) {
    const { config, hubRegion, ...stackProps } = props;
    super(scope, id, {
      description: 'RegionSweep: forwards calls of this region to the hub',
      // With the credentials of the command line: no roles, no bucket, hence no bootstrap in each region.
      synthesizer: new LegacyStackSynthesizer(),
      analyticsReporting: false,
      ...stackProps,
    });
    const arn = hubRegion === undefined ? this.hubBusParameter() : hubBusArn(this, hubRegion);
    const { deadLetterQueue } = new Forwarder(this, 'Forwarder', {
      config,
      hubBus: EventBus.fromEventBusArn(this, 'HubBus', arn),
    });
    new CfnOutput(this, 'DeadLettersUrl', {
      value: deadLetterQueue.queueUrl,
      description: 'Calls that could not be forwarded to the hub',
    });
    Tags.of(this).add('application', 'regionsweep');
  }

  private hubBusParameter(): string {
    return new CfnParameter(this, 'HubBusArn', {
      description: 'ARN of the hub bus: output HubBusArn of the stack RegionSweep',
      allowedPattern: '^arn:aws:events:[a-z0-9-]+:[0-9]{12}:event-bus/[A-Za-z0-9._/-]+$',
      constraintDescription:
        'has to be the ARN of an event bus, as the stack RegionSweep puts it out (HubBusArn)',
    }).valueAsString;
  }
}
