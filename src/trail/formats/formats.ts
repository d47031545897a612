import { athena } from './athena';
import { cloudTrailLake } from './cloudtrail-lake';
import { cloudWatchInsights } from './cloudwatch-insights';
import { cloudWatchLogs } from './cloudwatch-logs';
import { elastic } from './elastic';
import { eventBridge } from './eventbridge';
import { firehose } from './firehose';
import type { Format } from './format';
import { kinesis } from './kinesis';
import { logFile } from './log-file';
import { lookupEvents } from './lookup-events';
import { ocsf } from './ocsf';
import { recordRows } from './record-rows';
import { s3Notification } from './s3-notification';
import { sns } from './sns';
import { splunk } from './splunk';
import { sqs } from './sqs';
import { table } from './table';

/** The first format that knows an object opens it. `docs/cli.md` lists them in this order. */
export const FORMATS: readonly Format[] = [
  logFile,
  lookupEvents,
  eventBridge,
  elastic,
  cloudWatchLogs,
  cloudWatchInsights,
  sns,
  sqs,
  ocsf,
  athena,
  cloudTrailLake,
  table,
  splunk,
  s3Notification,
  // Their marks are short, so that others come first.
  kinesis,
  firehose,
  recordRows,
];
