/** A history in a bucket of an AWS emulator, read by the command line with nothing but an environment. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { PROJECT_ROOT, runCli } from '../support/run-cli';
import { type Emulator, startEmulator } from './emulator/emulator';
import { CREDENTIALS, HOME_REGION } from './emulator/world';

const SAMPLE_TRAIL = path.join(PROJECT_ROOT, 'examples/sample-trail');
const BUCKET = 'regionsweep-trail';
const PREFIX = 'of/all';

let emulator: Emulator;

beforeAll(async () => {
  emulator = await startEmulator();
  const client = new S3Client({
    endpoint: emulator.endpoint,
    region: HOME_REGION,
    credentials: CREDENTIALS,
    forcePathStyle: true,
  });
  await client.send(new CreateBucketCommand({ Bucket: BUCKET }));
  const files = readdirSync(SAMPLE_TRAIL, { recursive: true, encoding: 'utf8' });
  for (const file of files.filter((name) => name.endsWith('.gz'))) {
    const Body = readFileSync(path.join(SAMPLE_TRAIL, file));
    const Key = `${PREFIX}/${file.split(path.sep).join('/')}`;
    await client.send(new PutObjectCommand({ Bucket: BUCKET, Key, Body }));
  }
  client.destroy();
});

afterAll(async () => {
  await emulator?.stop();
});

function replay(place: string, ...flags: readonly string[]) {
  return runCli(['replay', place, ...flags], PROJECT_ROOT, emulator.environment);
}

describe('replay of s3://bucket/prefix', () => {
  it('finds what it finds in the same files on disk', async () => {
    const onDisk = await runCli(['replay', SAMPLE_TRAIL]);

    const inBucket = await replay(`s3://${BUCKET}/${PREFIX}`);

    expect(inBucket.exitCode).toBe(0);
    expect(inBucket.findings()).toHaveLength(6);
    expect(inBucket.stdout).toBe(onDisk.stdout);
    expect(withoutTime(inBucket.stderr)).toBe(withoutTime(onDisk.stderr));
  });

  it('reads the part that is asked for', async () => {
    const flags = ['--accounts', '444455556666', '--from', '2026-03-17', '--to', '2026-03-17'];
    const onDisk = await runCli(['replay', SAMPLE_TRAIL, ...flags]);

    const inBucket = await replay(`s3://${BUCKET}`, ...flags);

    expect(inBucket.exitCode).toBe(0);
    expect(inBucket.findings().length).toBeGreaterThan(0);
    expect(inBucket.stdout).toBe(onDisk.stdout);
  });

  it('says what is not there', async () => {
    const bucket = await replay('s3://regionsweep-nowhere');
    const prefix = await replay(`s3://${BUCKET}/elsewhere`);

    expect([bucket.exitCode, prefix.exitCode]).toEqual([1, 2]);
    expect(bucket.stderr).toMatch(/bucket does not exist/);
    expect(prefix.stderr).toMatch(/contains no CloudTrail log file/);
  });
});

function withoutTime(summary: string): string {
  return summary.replace(/^time .*$/m, '');
}
