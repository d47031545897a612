import type { Caller } from '../caller';
import { describeInstances } from '../calls/recon-calls';
import { resourceId, SECOND_ACCOUNT } from '../example-ids';
import { assumedRole } from '../identities';
import { REGIONS } from '../regions';
import { at, type Scenario } from '../scenario';
import { callEachRegion, every, expectSweep } from '../sweep-calls';

/** Credentials of an instance's role, taken off the instance and used elsewhere. */
const thief: Caller = {
  accountId: SECOND_ACCOUNT,
  identityAt: assumedRole({
    accountId: SECOND_ACCOUNT,
    roleName: 'web-tier',
    sessionName: resourceId('i', 'web-2'),
    sessionSeconds: 6 * 3600,
    onInstance: true,
  }),
  sourceIPAddress: '198.51.100.203',
  userAgent:
    'aws-cli/2.24.10 ua/2.1 os/linux#6.8.0 lang/python#3.12.9 md/command#ec2.describe-instances',
};

/** Twelve seconds before the edge of a window of thirty: six calls on either side. */
export const windowEdge: Scenario = {
  name: 'window-edge',
  about:
    'Stolen instance credentials list 12 regions, 2 s apart; tumbling windows hold 6 and 6 of them.',
  play: (stage) => {
    const sweep = callEachRegion(stage, {
      caller: thief,
      regions: REGIONS.slice(0, 12),
      start: at(stage, '14:29:48'),
      offset: every(2),
      call: () => describeInstances(),
    });
    return {
      entries: sweep,
      expected: [expectSweep('window-edge', 'describe-instances', sweep, ['sliding'])],
    };
  },
};
