const IAM_ARN = /^arn:aws[a-z-]*:(?:iam|sts)::(\d{12}):(root|[a-z-]+\/.+)$/s;
const ACCESS_KEY = /^(\d{12}):([A-Z0-9]+)$/;

/**
 * A principal in few words, the name first and then the account: `user/deploy-bot @111122223333`,
 * `role/ROLE/SESSION @ACCOUNT`, `root @ACCOUNT`, `key AKIA… @ACCOUNT`, `IP 203.0.113.7`; any other is its key. Callers
 * choose parts of it: escape and bound it for the medium that shows it.
 */
export function principalLabel({ key }: { readonly key: string }): string {
  const kind = key.slice(0, key.indexOf(':'));
  const value = key.slice(kind.length + 1);
  if (kind === 'sourceIp') {
    return `IP ${value}`;
  }
  if (kind === 'accessKey') {
    const [, account, id] = ACCESS_KEY.exec(value) ?? [];
    return id === undefined ? key : `key ${id} @${account}`;
  }
  const [, account, resource] = IAM_ARN.exec(value) ?? [];
  return (kind === 'arn' || kind === 'role') && resource !== undefined
    ? `${resource.replace(/^assumed-role\//, 'role/')} @${account}`
    : key;
}
