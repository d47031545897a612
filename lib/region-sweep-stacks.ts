import { Annotations, type App, Stage } from 'aws-cdk-lib';
import { forwarderStack, HUB_STACK, organizationStack } from '../src/config/deployed-names';
import type { ResolvedConfig } from '../src/config/resolve';
import { checkOrganization } from './check-organization';
import { ForwarderStack } from './forwarder-stack';
import { stackSetTemplate } from './forwarder-template';
import { HubStack, type HubStackProps } from './hub-stack';
import { OrganizationStack } from './organization-stack';

/** Id of the stage for the management account. `cdk deploy --all` does not deploy it. */
const MANAGEMENT_STAGE = 'Management';

export interface RegionSweepProps extends ResolvedConfig {
  readonly code: HubStackProps['code'];
  /** File name of the allow-list in the bundles, if there is an allow-list. */
  readonly allowlistFile?: string | undefined;
  /** Account to deploy to. If undefined, the account of the credentials. */
  readonly account?: string | undefined;
  /** Region of the hub. */
  readonly region: string;
}

/**
 * The stacks of a configuration: the hub and, unless the trail alone brings calls, a forwarder in each further region of
 * its account, the StackSets of an organization, and in a separate stage the forwarders of the management account,
 * because deploying those takes other credentials.
 */
export function addRegionSweepStacks(app: App, props: RegionSweepProps): HubStack {
  const { config, warnings, code, allowlistFile, account, region: hubRegion } = props;
  const env = account === undefined ? {} : { account };
  const hub = new HubStack(app, HUB_STACK, {
    config,
    code,
    allowlistFile,
    env: { ...env, region: hubRegion },
  });
  for (const [index, warning] of warnings.entries()) {
    Annotations.of(hub).addWarningV2(`regionsweep:config-${index + 1}`, warning);
  }
  if (config.trail !== undefined) {
    announceTrail(hub, config);
  }
  if (config.collection !== 'trail') {
    addForwarders(app, hub, props);
  }
  return hub;
}

function addForwarders(app: App, hub: HubStack, props: RegionSweepProps): void {
  const { config, account, region: hubRegion } = props;
  const env = account === undefined ? {} : { account };
  if (config.organization !== undefined) {
    checkOrganization(hub, config.organization);
  }
  const furtherRegions = config.regions.filter((region) => region !== hubRegion);
  for (const region of furtherRegions) {
    const forwarder = new ForwarderStack(app, forwarderStack(region), {
      config,
      hubRegion,
      env: { ...env, region },
    });
    // The bus that it sends to must exist first.
    forwarder.addStackDependency(hub);
  }
  const units = config.organization?.units ?? [];
  if (units.length > 0) {
    const organization = new OrganizationStack(app, organizationStack(HUB_STACK), {
      hubStackName: hub.stackName,
      hubRegion,
      furtherRegions,
      units,
      template: stackSetTemplate(config, app.node.getAllContext()),
      env: { ...env, region: hubRegion },
    });
    // The policy of the bus must admit the accounts first, because EventBridge does not retry what it refuses.
    organization.addStackDependency(hub);
  }
  const managementAccount = config.organization?.managementAccount;
  if (managementAccount !== undefined) {
    const stage = new Stage(app, MANAGEMENT_STAGE, { env: { account: managementAccount } });
    for (const region of [hubRegion, ...furtherRegions]) {
      new ForwarderStack(stage, forwarderStack(region), { config, env: { region } });
    }
  }
}

/** What deployers must know about the trail, which CDK cannot see. */
function announceTrail(
  hub: HubStack,
  { collection, trail, organization }: ResolvedConfig['config'],
) {
  const annotations = Annotations.of(hub);
  if (trail?.topicArn === undefined) {
    annotations.addInfo(
      `The S3 bucket ${trail?.bucket} must be in this account and region, and must send its events to EventBridge: see docs/deployment.md#announce-the-files.`,
    );
  } else {
    annotations.addInfo(
      `If the S3 bucket ${trail.bucket} or its key is in another account, after the deployment add the statements in the outputs whose names end in PolicyStatement to their policies: see docs/deployment.md#policies-of-the-trail.`,
    );
  }
  if (collection === 'trail' && organization !== undefined) {
    annotations.addInfo(
      'organization has no effect with collection trail: the trail brings the calls of all its accounts, so no account gets forwarders or may send calls to the hub.',
    );
  }
}
