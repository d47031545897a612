/** CloudTrail writes the name of an AWS service in place of an IP address; a caller cannot do so. */
const SERVICE = /^(?:AWS Internal|[a-z0-9.-]+\.amazonaws\.com(?:\.cn)?)$/;

/**
 * Whether a `sourceIPAddress` stands for AWS itself.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 */
export function isServiceAddress(sourceIp: string): boolean {
  return SERVICE.test(sourceIp);
}
