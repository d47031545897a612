import { isObject } from '../../detection/json';
import { type Format, type Part, values } from './format';

/** The list of records, as CloudTrail, the AWS CLI and Lambda write it, and as tools write it again. */
const LISTS = ['Records', 'records', 'Events', 'events'] as const;

/** @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-examples.html */
export const logFile: Format = {
  name: 'CloudTrail log files, lists of records, JSON lines',
  from: 'the S3 bucket of a trail; the JSON download of Event history in the console; `jq`',
  open: (object) => {
    const lists = LISTS.filter((name) => Object.hasOwn(object, name));
    return lists.length === 0 ? undefined : lists.flatMap((name) => partsOf(object[name]));
  },
};

/** Tools write an empty list as null, and some write a list as an object with its positions as names. */
function partsOf(list: unknown): Part[] {
  if (list === null) {
    return [];
  }
  return isObject(list) && Object.values(list).every(isObject)
    ? values(Object.values(list))
    : values([list]);
}
