import type { Caller } from '../caller';
import { describeInstances } from '../calls/recon-calls';
import { assumedRole } from '../identities';
import { REGIONS } from '../regions';
import { spread } from '../sweep-calls';
import { ACCOUNTS } from './accounts';
import { type Actor, run } from './actor';

const NAMES = ['ada', 'ben', 'cleo', 'dan', 'erin', 'finn', 'gwen', 'hugo'] as const;

/** How often somebody opens EC2 Global View on a working day. */
const CLICKS_PER_DAY = 0.15;

function person(name: string, index: number): Caller {
  const account = ACCOUNTS[index * 3] as string;
  return {
    accountId: account,
    identityAt: assumedRole({
      accountId: account,
      rolePath: '/aws-reserved/sso.amazonaws.com/eu-central-1/',
      roleName: 'AWSReservedSSO_PowerUserAccess_0123456789abcdef',
      sessionName: `${name}@example.com`,
      sessionSeconds: 24 * 3600,
      mfa: true,
    }),
    sourceIPAddress: `203.0.113.${20 + index}`,
    userAgent:
      'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/134.0.0.0 Safari/537.36',
    fromConsole: true,
  };
}

/** One click in EC2 Global View is 17 regions within two seconds: the standard false positive. */
export const PEOPLE: readonly Actor[] = NAMES.map((name, index) => ({
  name,
  day: ({ stage, isWorkday }) =>
    !isWorkday || stage.random.next() > CLICKS_PER_DAY
      ? []
      : run(stage, {
          caller: person(name, index),
          regions: REGIONS,
          at: stage.random.between(8 * 3600, 17 * 3600),
          offset: spread(REGIONS.length, 2),
          call: () => describeInstances({ maxResults: 1000 }),
        }),
}));
