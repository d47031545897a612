import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  App,
  Aws,
  CfnCondition,
  CfnOutput,
  CfnResource,
  CfnWaitConditionHandle,
  Fn,
} from 'aws-cdk-lib';
import { type ForwarderConfig, ForwarderStack } from './forwarder-stack';

/** A CloudFormation template, parsed. */
export type Template = Readonly<Record<string, unknown>>;

type Context = Readonly<Record<string, unknown>>;

/**
 * A forwarder template for any account and region. Its parameter `HubBusArn` is the ARN of the hub bus.
 *
 * @param context the feature flags of CDK, as in `cdk.json`.
 */
export function forwarderTemplate(config: ForwarderConfig, context: Context): Template {
  return synthesize(config, context, () => {});
}

/**
 * The forwarder template for StackSets. It deploys nothing in the account of the hub, which has its own forwarder
 * stacks and the rules of the hub. A filter that excludes that account would do the same, but with a filter
 * CloudFormation deploys to one region after the other.
 */
export function stackSetTemplate(config: ForwarderConfig, context: Context): Template {
  return synthesize(config, context, leaveHubAccountEmpty);
}

function synthesize(
  config: ForwarderConfig,
  context: Context,
  change: (stack: ForwarderStack) => void,
): Template {
  // A separate folder. Otherwise CDK would write it next to the stacks to deploy.
  const outdir = mkdtempSync(join(tmpdir(), 'regionsweep-forwarder-'));
  try {
    const app = new App({ context, outdir, builtinCloudFormationValidation: false });
    const stack = new ForwarderStack(app, 'RegionSweepForwarder', { config });
    change(stack);
    return app.synth().getStackArtifact(stack.artifactId).template;
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

function leaveHubAccountEmpty(stack: ForwarderStack): void {
  const outside = new CfnCondition(stack, 'IsOutsideHubAccount', {
    expression: Fn.conditionNot(
      Fn.conditionEquals(Aws.ACCOUNT_ID, Fn.select(4, Fn.split(':', stack.hubBusArn))),
    ),
  });
  for (const node of stack.node.findAll()) {
    if (node instanceof CfnResource) {
      node.cfnOptions.condition ??= outside;
    } else if (node instanceof CfnOutput) {
      node.condition = outside;
    } else if (node instanceof CfnCondition && node !== outside && node.expression) {
      node.expression = Fn.conditionAnd(outside, node.expression);
    }
  }
  // CloudFormation refuses a stack without a resource.
  new CfnWaitConditionHandle(stack, 'Placeholder');
}
