/** The account and the regions that this tier deploys to, which are those of who sets nothing. */
import { DEFAULT_CONFIG } from '../../../src/config/defaults';

/** The account that the emulator takes every caller for whose access key is not the number of another. */
export const ACCOUNT = '111122223333';

/** Who deploys and looks on. */
export const CREDENTIALS = { accessKeyId: 'test', secretAccessKey: 'test' } as const;

/** Where the hub is. */
export const HOME_REGION = 'eu-central-1';

/** Where forwarders are. */
export const FORWARDED_REGIONS = DEFAULT_CONFIG.regions.filter((region) => region !== HOME_REGION);

/** Where something is deployed to. */
export const DEPLOYED_REGIONS = [HOME_REGION, ...FORWARDED_REGIONS];

/** The hub bus, as the stack names it. */
export const HUB_BUS = 'regionsweep';
