import { isObject, objectOf, textOf } from '../../detection/json';
import { type Format, listOf, values } from './format';

/**
 * Search hits, lines of elasticdump or the bulk API, and documents with the original event. Where the original is not
 * kept, an integration has changed the names and values of the record.
 *
 * @see https://www.elastic.co/docs/reference/elasticsearch/rest-apis/bulk-index
 * @see https://www.elastic.co/docs/reference/ecs/ecs-event#field-event-original
 */
export const elastic: Format = {
  name: 'Elasticsearch and OpenSearch: search results and documents',
  from: 'the search API, elasticdump, the bulk API, the CSV export of Discover. Each document is a record or has `event.original`',
  open: (object) => {
    const original = textOf(objectOf(object, 'event'), 'original') ?? object['event.original'];
    if (original !== undefined) {
      return values([original]);
    }
    if (isObject(object['_source'])) {
      return values([object['_source']]);
    }
    if (isBulkAction(object)) {
      return [];
    }
    const hits = listOf(objectOf(object, 'hits'), 'hits') ?? listOf(object, 'responses');
    return hits && values(hits);
  },
};

/** The line before a document in the format of the bulk API, such as `{"index":{"_id":"1"}}`. */
function isBulkAction(object: object): boolean {
  const [[action, about] = [], ...others] = Object.entries(object);
  return (
    (action === 'index' || action === 'create') &&
    others.length === 0 &&
    isObject(about) &&
    Object.keys(about).every((name) => name.startsWith('_'))
  );
}
