import type { NamedObject } from './named-objects';

/** The message that S3 would send about an object that was created, as `namedObjects` reads it. */
export function announcementOf({ bucket, key, bytes }: NamedObject): string {
  return JSON.stringify({
    Records: [
      {
        eventSource: 'aws:s3',
        eventName: 'ObjectCreated:Put',
        s3: {
          bucket: { name: bucket },
          // S3 encodes keys as in a form.
          object: { key: encodeURIComponent(key), ...(bytes !== undefined && { size: bytes }) },
        },
      },
    ],
  });
}
