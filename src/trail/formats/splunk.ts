import { isObject, textOf } from '../../detection/json';
import { type Format, listOf, values } from './format';
import { isRecord } from './plain-record';

/**
 * Search results as JSON, and events of the HTTP Event Collector.
 *
 * @see https://help.splunk.com/en/splunk-enterprise/search/search-manual/export-search-results
 * @see https://help.splunk.com/en/splunk-enterprise/get-data-in/get-started-with-getting-data-in/format-events-for-http-event-collector
 */
export const splunk: Format = {
  name: 'Splunk search results',
  from: 'Export as JSON or CSV, the search API, events for the HTTP Event Collector. Each row needs `_raw`',
  open: (object) => {
    const raw = textOf(object, '_raw');
    if (raw !== undefined) {
      return values([raw]);
    }
    const { result, event } = object;
    if (isObject(result)) {
      return values([result]);
    }
    const isEvent = typeof event === 'string' || (isObject(event) && isRecord(event));
    const results = isEvent ? [event] : listOf(object, 'results');
    return results && values(results);
  },
};
