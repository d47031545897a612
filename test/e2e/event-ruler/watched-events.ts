import { unwrap } from '../../../src/detection/cloudtrail/unwrap';
import { isObject, type JsonObject } from '../../../src/detection/json';
import { findWatch, indexWatches } from '../../../src/detection/watched/match-watch';
import { deliveryOf } from '../../../src/detection/watched/watch';
import { WATCH_CATEGORIES, WATCHES } from '../../../src/detection/watched/watch-catalog';
import { watchRules } from '../../../src/detection/watched/watch-patterns';
import { watchedRecord } from '../../support/watched-records';
import { cloudTrailEvent } from './cloudtrail-event';

const RULES = watchRules(WATCH_CATEGORIES);

/** The patterns of all rules for watched calls, by ID. */
export const WATCH_PATTERNS = Object.fromEntries(RULES.map(({ id, pattern }) => [id, pattern]));

/** Members to change, one at a time; `undefined` takes the member away. */
const CHANGES: readonly JsonObject[] = [
  {},
  { eventType: 'AwsVpceEvent' },
  { eventType: undefined },
  { eventName: 'DescribeInstances' },
  { eventSource: 's3.amazonaws.com' },
  { sourceIPAddress: 'cloudformation.amazonaws.com' },
  { sourceIPAddress: 'AWS Internal' },
  { sourceIPAddress: undefined },
  { errorCode: 'AccessDenied' },
  { errorCode: undefined },
  { errorCode: null },
  { requestParameters: null },
  { requestParameters: { policyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' } },
  { additionalEventData: { MFAUsed: 'Yes' } },
  { additionalEventData: null },
  { userIdentity: null },
  { userIdentity: { type: 'AWSService', invokedBy: 'ec2.amazonaws.com' } },
  { userIdentity: { type: 'AWSAccount' } },
  { userIdentity: { type: 'IAMUser' } },
  { userIdentity: { type: 'IAMUser', invokedBy: 'cloudformation.amazonaws.com' } },
];

/** An event of each kind of watched call with each change, as JSON. */
export function watchedEvents(): string[] {
  return WATCHES.flatMap(({ id, watch }) =>
    deliveryOf(watch.service).detailTypes.flatMap((detailType) =>
      CHANGES.map((change) =>
        JSON.stringify({
          ...cloudTrailEvent(watchedRecord(id, change)),
          'detail-type': detailType,
          source: deliveryOf(watch.service).source,
        }),
      ),
    ),
  );
}

const INDEXES = RULES.map(({ id, watches }) => ({ id, index: indexWatches(watches) }));

/** IDs of the rules whose calls the matcher recognizes in an event. */
export function watchRulesInProcess(text: string): string[] {
  const [unwrapped] = [...unwrap(JSON.parse(text))];
  if (unwrapped?.kind !== 'record' || !isObject(unwrapped.record)) {
    return [];
  }
  const { record, envelope } = unwrapped;
  return INDEXES.filter(({ index }) => findWatch(index, record, envelope) !== undefined).map(
    ({ id }) => id,
  );
}
