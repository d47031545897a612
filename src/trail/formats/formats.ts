import { athena } from './athena';
import { cloudTrailLake } from './cloudtrail-lake';
import { cloudWatchInsights } from './cloudwatch-insights';
import { cloudWatchLogs } from './cloudwatch-logs';
import { collectors } from './collectors';
import { elastic } from './elastic';
import { eventBridge } from './eventbridge';
import { firehose } from './firehose';
import type { Format, FormatInDocs } from './format';
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

/** The first format that knows an object opens it. */
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
  collectors,
  recordRows,
];

/** Formats of text that is not JSON; `rowsIn` reads them. */
const TEXT_FORMATS: readonly FormatInDocs[] = [
  {
    name: 'CSV',
    from: 'any query or export whose first row has the column names: the fields of a record, or a column with whole records, such as `_raw`, `@message`, `event.original`, `CloudTrailEvent` or `record`',
    lacks: 'the columns that the query leaves out',
  },
  {
    name: 'Event history, CSV download',
    from: 'the CloudTrail console',
    lacks:
      'ARNs, accounts, user agents, request parameters. RegionSweep groups the calls by access key, finds no calls of GetServiceQuota, and exits with 1',
  },
  {
    name: 'Lines with a prefix before the JSON',
    from: 'export tasks of CloudWatch Logs; syslog; `--output text` of the AWS CLI',
  },
];

/** The table in `docs/cli.md`. */
export const FORMATS_IN_DOCS: readonly FormatInDocs[] = [...FORMATS, ...TEXT_FORMATS];
