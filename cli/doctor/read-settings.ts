import { GetFunctionConfigurationCommand } from '@aws-sdk/client-lambda';
import { parseDetectionConfig } from '../../src/config/deployed-config';
import { resolveConfig } from '../../src/config/resolve';
import { DEFAULT_QUOTA_SETTINGS } from '../../src/detection/rules/get-service-quota';
import type { StackFacts } from '../../src/doctor/facts';
import type { Look } from '../../src/doctor/look';
import { isRegionName } from '../../src/notification/well-formed';
import { AWS_CLIENTS } from './aws-clients';
import { lookAt } from './look-at';

/** Settings of a deployed hub. */
export interface DeployedSettings {
  readonly regions: readonly string[];
  readonly quotaCode: string;
}

/** What the environment of the detector says. */
export function readSettings(
  region: string,
  { outputs }: StackFacts,
): Promise<Look<DeployedSettings>> {
  return lookAt('lambda:GetFunctionConfiguration', async () => {
    const { Environment } = await AWS_CLIENTS.lambda({ region }).send(
      new GetFunctionConfigurationCommand({ FunctionName: outputs.get('FunctionName') }),
    );
    const { MONITORED_REGIONS = '', DETECTION_CONFIG = '' } = Environment?.Variables ?? {};
    const regions = MONITORED_REGIONS.split(',').filter(Boolean);
    if (regions.length === 0 || !regions.every(isRegionName)) {
      // Otherwise, everything would be well in all of no regions. AWS leaves out variables that it cannot decrypt.
      throw new Error(
        Environment?.Error?.Message ?? 'the function has no regions in MONITORED_REGIONS',
      );
    }
    return { regions, quotaCode: countedQuota(DETECTION_CONFIG) };
  });
}

function countedQuota(text: string): string {
  const [usual] = DEFAULT_QUOTA_SETTINGS.quotas;
  try {
    return parseDetectionConfig(text).rules['get-service-quota'].quotas?.[0] ?? usual;
  } catch {
    // Of another version of RegionSweep, or changed by hand.
    return usual;
  }
}

/** The settings that a deployment would have. @param context of `cdk.json` @throws ConfigError */
export function plannedSettings(region: string, context: Readonly<Record<string, unknown>>) {
  const { config } = resolveConfig(context);
  const hasForwarders = config.collection !== 'trail';
  return {
    regions: [region, ...config.regions.filter((one) => one !== region)],
    hasForwarders,
    trail: config.trail,
    organizationId: hasForwarders ? config.organization?.id : undefined,
    units: hasForwarders ? (config.organization?.units ?? []) : [],
  };
}

export type PlannedSettings = ReturnType<typeof plannedSettings>;
