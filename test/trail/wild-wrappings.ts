import { CLOUDWATCH } from './wild/cloudwatch';
import { ELASTIC } from './wild/elastic';
import { FILES } from './wild/files';
import { LOOKUP } from './wild/lookup';
import { MESSAGES } from './wild/messages';
import { OCSF } from './wild/ocsf';
import type { WildShape } from './wild/shape';
import { SIEM } from './wild/siem';
import { TABLES } from './wild/tables';

/**
 * The shapes in which people hold CloudTrail. They follow the documentation of AWS and of the tools, and samples in
 * public repositories, not the adapters in `src/trail/formats`: what both misunderstood would go unnoticed.
 */
export const WILD_SHAPES: readonly WildShape[] = [
  ...FILES,
  ...CLOUDWATCH,
  ...MESSAGES,
  ...LOOKUP,
  ...ELASTIC,
  ...SIEM,
  ...TABLES,
  ...OCSF,
];
