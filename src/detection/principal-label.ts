const IAM_ARN = /^(?:(?:arn|role):)?arn:aws[a-z-]*:(?:iam|sts)::(\d{12}|\*):(root|[a-z-]+\/.+)$/s;
const ACCESS_KEY = /^accessKey:(\d{12}):([A-Z0-9]+)$/;
const SOURCE_IP = /^sourceIp:(.+)$/s;
const ON_BEHALF_OF = /^onBehalfOf:([^:]+):.*$/s;
const USER_NAME = /^userName:[^:]*:(.*):([^:]+)$/s;
const UNATTRIBUTED = /^unattributed:([^/]*)\/([^/]*)\/.*$/s;

/**
 * A principal in few words, its name before its account: `user/deploy-bot @111122223333`, `role/ROLE/SESSION @ACCOUNT`,
 * `root @ACCOUNT`, `key AKIA… @ACCOUNT`, `IP 203.0.113.7`, `Identity Center user USER_ID`, `user NAME @PROVIDER`,
 * `unattributed, IP 203.0.113.7 @ACCOUNT`; any other is its key. Callers choose parts of it: clean and
 * bound it for the medium that shows it.
 *
 * @param principal its key, or an ARN, also one with `*` for the account.
 */
export function principalLabel({ key }: { readonly key: string }): string {
  const [, account, resource] = IAM_ARN.exec(key) ?? [];
  if (resource !== undefined) {
    return `${resource.replace(/^assumed-role\//, 'role/')} @${account}`;
  }
  return key
    .replace(ACCESS_KEY, 'key $2 @$1')
    .replace(SOURCE_IP, 'IP $1')
    .replace(ON_BEHALF_OF, 'Identity Center user $1')
    .replace(USER_NAME, 'user $2 @$1')
    .replace(UNATTRIBUTED, 'unattributed, IP $2 @$1');
}
