import { gzipSync } from 'node:zlib';
import { readAll } from './read-all';
import { TemporaryFolder } from './temporary-folder';

const folder = new TemporaryFolder();

const first = { eventName: 'DescribeInstances', eventSource: 'ec2.amazonaws.com', n: 1 };
const second = { eventName: 'GetServiceQuota', eventSource: 'servicequotas.amazonaws.com', n: 2 };
const bothBare = [
  { kind: 'record', record: first },
  { kind: 'record', record: second },
];

const envelope = {
  version: '0',
  'detail-type': 'AWS API Call via CloudTrail',
  source: 'aws.ec2',
  account: '111122223333',
  resources: [],
  detail: first,
};
const enveloped = {
  kind: 'record',
  record: first,
  envelope: {
    account: '111122223333',
    source: 'aws.ec2',
    detailType: 'AWS API Call via CloudTrail',
  },
};

const lookup = {
  Events: [
    { EventId: 'a', Resources: [{}], CloudTrailEvent: JSON.stringify(first) },
    { EventId: 'b', CloudTrailEvent: JSON.stringify(second) },
  ],
  NextToken: 'x',
};

const digest = { digestStartTime: '2026-01-01T00:00:00Z', logFiles: [{ s3Object: 'x' }] };

const WRAPPINGS: readonly {
  readonly wrapping: string;
  readonly documents: readonly unknown[];
  readonly unwrapped: readonly unknown[];
}[] = [
  { wrapping: 'a log file', documents: [{ Records: [first, second] }], unwrapped: bothBare },
  {
    wrapping: 'a log file with members around the list',
    documents: [{ a: [1], Records: [first, second], b: { Records: 1 } }],
    unwrapped: bothBare,
  },
  {
    wrapping: 'log files',
    documents: [{ Records: [first] }, { Records: [second] }],
    unwrapped: bothBare,
  },
  { wrapping: 'a list', documents: [[first, second]], unwrapped: bothBare },
  { wrapping: 'bare records', documents: [first, second], unwrapped: bothBare },
  {
    wrapping: 'EventBridge events',
    documents: [envelope, envelope],
    unwrapped: [enveloped, enveloped],
  },
  { wrapping: 'a list of EventBridge events', documents: [[envelope]], unwrapped: [enveloped] },
  {
    wrapping: 'an answer of LookupEvents',
    documents: [lookup],
    unwrapped: bothBare,
  },
  {
    wrapping: 'items of LookupEvents',
    documents: lookup.Events,
    unwrapped: bothBare,
  },
  { wrapping: 'a digest', documents: [digest], unwrapped: [{ kind: 'digest' }] },
  { wrapping: 'nothing', documents: [], unwrapped: [] },
];

const LAYOUTS: readonly {
  readonly layout: string;
  readonly write: (documents: readonly unknown[]) => string;
}[] = [
  {
    layout: 'one document a line',
    write: (documents) => documents.map((item) => `${JSON.stringify(item)}\n`).join(''),
  },
  {
    layout: 'laid out for reading',
    write: (documents) => documents.map((item) => JSON.stringify(item, null, 2)).join('\n'),
  },
  {
    layout: 'from Windows',
    write: (documents) =>
      `\ufeff${documents
        .map((item) => JSON.stringify(item, null, '\t'))
        .join('\n')
        .replaceAll('\n', '\r\n')}`,
  },
  {
    layout: 'without line ends',
    write: (documents) => documents.map((item) => JSON.stringify(item)).join(' '),
  },
];

/** White space that makes a file so large that it is read block by block. */
const FILLER = ' '.repeat(300_000);

const STORAGES: readonly { readonly storage: string; readonly store: (text: string) => Buffer }[] =
  [
    { storage: 'plain', store: (text) => Buffer.from(text) },
    { storage: 'plain and large', store: (text) => Buffer.from(text + FILLER) },
    { storage: 'compressed and large', store: (text) => gzipSync(text + FILLER, { level: 0 }) },
    { storage: 'compressed', store: (text) => gzipSync(text) },
    {
      storage: 'compressed in two members',
      store: (text) => {
        const half = text.length >> 1;
        return Buffer.concat([gzipSync(text.slice(0, half)), gzipSync(text.slice(half))]);
      },
    },
  ];

const CASES = WRAPPINGS.flatMap((wrapping) =>
  LAYOUTS.flatMap((layout) => STORAGES.map((storage) => ({ ...wrapping, ...layout, ...storage }))),
);

describe('readTrailFile', () => {
  it.each(CASES)('reads $wrapping, $layout, $storage', async (item) => {
    const content = item.store(item.write(item.documents));
    // The name says the opposite of what is in it, which does not matter unless there is nothing in it.
    const isMisnamed = item.storage.startsWith('plain') && content.length > 0;
    const file = folder.write(isMisnamed ? 'trail.json.gz' : 'trail.json', content);

    const { unwrapped, problems } = await readAll(file);

    expect(problems).toEqual([]);
    expect(unwrapped).toEqual(item.unwrapped);
  });
});
