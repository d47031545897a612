import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleHandler } from '../../lib/handler-bundle';
import { DEFAULT_CONFIG } from '../../src/config/defaults';
import { serializeDetectionConfig } from '../../src/config/detection-config';

const directory = mkdtempSync(join(tmpdir(), 'regionsweep-bundle-'));

afterAll(() => rmSync(directory, { recursive: true }));

/** The sources of a bundle, relative to its source map. */
function sourcesOf(bundle: string): string[] {
  const { sources } = JSON.parse(readFileSync(join(bundle, 'index.js.map'), 'utf8')) as {
    sources: string[];
  };
  return sources;
}

/** The AWS clients in a bundle: `dynamodb`, `sns`, … */
function clientsOf(bundle: string): string[] {
  const names = sourcesOf(bundle).flatMap(
    (source) => /@aws-sdk\/client-([^/]+)\//.exec(source)?.[1] ?? [],
  );
  return [...new Set(names)].sort();
}

describe.each([
  {
    name: 'detector',
    clients: ['dynamodb', 'sns'],
    environment: {
      TABLE_NAME: 'table',
      TOPIC_ARN: 'arn:aws:sns:eu-central-1:111122223333:topic',
      ARCHIVE_TOPIC_ARN: 'arn:aws:sns:eu-central-1:111122223333:topic-record',
      DETECTION_CONFIG: serializeDetectionConfig(DEFAULT_CONFIG),
      MONITORED_REGIONS: 'us-east-1',
    },
  },
  {
    name: 'trail-reader',
    clients: ['dynamodb', 's3', 'sns'],
    environment: {
      TABLE_NAME: 'table',
      TOPIC_ARN: 'arn:aws:sns:eu-central-1:111122223333:topic',
      ARCHIVE_TOPIC_ARN: 'arn:aws:sns:eu-central-1:111122223333:topic-record',
      DETECTION_CONFIG: serializeDetectionConfig(DEFAULT_CONFIG),
      MONITORED_REGIONS: 'us-east-1',
      TRAIL_BUCKET: 'example-org-trail',
    },
  },
  {
    name: 'heartbeat',
    clients: ['cloudformation', 'ec2', 'organizations', 'service-quotas', 'sns'],
    environment: {
      MONITORED_REGIONS: 'eu-central-1,us-east-1',
      PROBED_RULES: 'describe-instances',
      TOPIC_ARN: 'arn:aws:sns:eu-central-1:111122223333:topic',
      ARCHIVE_TOPIC_ARN: 'arn:aws:sns:eu-central-1:111122223333:topic-record',
      OPERATORS_TOPIC_ARN: 'arn:aws:sns:eu-central-1:111122223333:topic-operators',
      FOLLOW_UP_ARN: 'arn:aws:lambda:eu-central-1:111122223333:function:follow-up',
      PROBED_QUOTA: 'L-1216C47A',
    },
  },
] as const)('the bundle of the $name', ({ name, clients, environment }) => {
  const first = join(directory, name, 'first');
  const second = join(directory, name, 'deeper', 'second');

  beforeAll(() => {
    bundleHandler(name, first);
    bundleHandler(name, second);
  });

  it('is the code and its source map', () => {
    expect(readdirSync(first).sort()).toEqual(['index.js', 'index.js.map']);
  });

  it('has the same bytes wherever it is written', () => {
    for (const file of readdirSync(first)) {
      expect(readFileSync(join(first, file)).equals(readFileSync(join(second, file)))).toBe(true);
    }
  });

  it('carries no client of AWS but those it uses', () => {
    expect(clientsOf(first)).toEqual(clients);
  });

  it('carries no credential provider but that for the environment', () => {
    const providers = sourcesOf(first).filter((source) => /\/credential-provider-/.test(source));

    expect(providers.length).toBeGreaterThan(0);
    for (const source of providers) {
      expect(source).toContain('/credential-provider-env/');
    }
  });

  it('names no directory of this machine', () => {
    const sources = sourcesOf(first);

    expect(sources.length).toBeGreaterThan(0);
    for (const source of sources) {
      expect(source).toMatch(/^\.\.\/\.\.\/(lambda|src|node_modules)\//);
    }
  });

  it('is a module that Node loads and that exports the handler', () => {
    const script = `process.stdout.write(typeof require(${JSON.stringify(first)}).handler)`;

    const type = execFileSync(process.execPath, ['-e', script], {
      encoding: 'utf8',
      env: {
        AWS_REGION: 'eu-central-1',
        AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
        NODE_OPTIONS: '--enable-source-maps',
        ...environment,
      },
    });

    expect(type).toBe('function');
  });
});

describe('the bundle of the detector', () => {
  it('keeps within 380 KB', () => {
    expect(statSync(join(directory, 'detector', 'first', 'index.js')).size).toBeLessThanOrEqual(
      380 * 1024,
    );
  });
});

describe('the bundle of the trail reader', () => {
  const bundle = join(directory, 'trail-reader', 'first');

  it('has no library for formats that CloudTrail does not write', () => {
    const libraries = /node_modules\/(hyparquet|hysnappy|fzstd|csv-parse|yauzl|tar-stream)/;

    expect(sourcesOf(bundle).filter((source) => libraries.test(source))).toEqual([]);
  });

  it('keeps within 640 KB', () => {
    expect(statSync(join(bundle, 'index.js')).size).toBeLessThanOrEqual(640 * 1024);
  });
});
