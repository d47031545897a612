/** Accounts of a made-up organization, `100000000001` and so on. The first is the security account. */
export const ACCOUNTS: readonly string[] = Array.from({ length: 30 }, (_, index) =>
  String(100_000_000_001 + index),
);

export const SECURITY_ACCOUNT = ACCOUNTS[0] as string;

/** Where each account has its machines. */
const HOMES = ['eu-central-1', 'us-east-1', 'eu-west-1', 'us-west-2', 'ap-northeast-1'] as const;

export function homeOf(account: string): string {
  return HOMES[ACCOUNTS.indexOf(account) % HOMES.length] as string;
}
