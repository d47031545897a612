import { randomBytes } from 'node:crypto';
import { S3Client } from '@aws-sdk/client-s3';
import { objectInRanges } from '../../../cli/sources/s3-ranges';
import { startS3StandIn } from '../../support/s3-stand-in';

const OBJECT = randomBytes(8 * 1024 * 1024 + 1000);

async function partsOf(object: Buffer): Promise<Uint8Array[]> {
  const s3 = await startS3StandIn({ bucket: 'results', objects: { 'a/b.csv': object } });
  const client = new S3Client({
    endpoint: s3.endpoint,
    region: 'us-east-1',
    forcePathStyle: true,
    credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'secret' },
  });
  try {
    const parts: Uint8Array[] = [];
    for await (const part of objectInRanges(client, 's3://results/a/b.csv')) {
      parts.push(part);
    }
    return parts;
  } finally {
    client.destroy();
    await s3.stop();
  }
}

describe('an object that is fetched part by part', () => {
  it('is whole', async () => {
    const parts = await partsOf(OBJECT);

    expect(parts).toHaveLength(2);
    expect(Buffer.concat(parts).equals(OBJECT)).toBe(true);
  });

  it('may be as large as a part', async () => {
    const parts = await partsOf(OBJECT.subarray(0, 8 * 1024 * 1024));

    expect(parts).toHaveLength(1);
  });
});
