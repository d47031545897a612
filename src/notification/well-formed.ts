/**
 * Shapes that AWS gives its identifiers. A value with one of these shapes contains nothing that a shell, a query or
 * markdown would interpret. Only these values appear in commands.
 */

/** For example `eu-central-1`. It never begins with a hyphen, which a command would take for an option. */
export function isRegionName(text: string): boolean {
  return /^[a-z0-9][a-z0-9-]{0,31}$/.test(text);
}

/** For example `AKIAIOSFODNN7EXAMPLE`. */
export function isAccessKeyId(text: string): boolean {
  return /^[A-Z0-9]{16,128}$/.test(text);
}

export function isAccountId(text: string): boolean {
  return /^\d{12}$/.test(text);
}

/** Whether it is the ID of a key that does not expire. IDs of keys that do begin with `ASIA`. */
export function isLongTermKey(accessKeyId: string): boolean {
  return isAccessKeyId(accessKeyId) && accessKeyId.startsWith('AKIA');
}

export function isTemporaryKey(accessKeyId: string): boolean {
  return isAccessKeyId(accessKeyId) && accessKeyId.startsWith('ASIA');
}

/** An ARN with nothing in it that chat markdown would format, link or turn into a mention. */
export function isPlainArn(text: string): boolean {
  return (
    /^arn:aws[a-z-]{0,16}:[\w+=,.@:/-]{1,320}$/.test(text) &&
    !/@(here|channel|everyone)/i.test(text)
  );
}

/** A user or a role in IAM. */
export interface IamEntity {
  /** For example `aws` or `aws-cn`. */
  readonly partition: string;
  readonly path: string;
  readonly name: string;
}

/** Reads the ARN of an IAM user or role, as long as its name is safe in a command. */
export function parseIamArn(arn: string, kind: 'user' | 'role'): IamEntity | undefined {
  const [, partition, type, path = '', name] =
    /^arn:(aws[a-z-]{0,16}):iam::\d{12}:(user|role)\/((?:[\w+=,.@-]+\/){0,16})(\w[\w+=,.@-]{0,63})$/.exec(
      arn,
    ) ?? [];
  return type === kind && partition !== undefined && name !== undefined
    ? { partition, path, name }
    : undefined;
}
