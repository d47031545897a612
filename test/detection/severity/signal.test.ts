import type { Caller } from '../../../src/detection/model';
import { NO_CONTEXT } from '../../../src/detection/severity/context';
import { valuesOf } from '../../../src/detection/severity/signal';
import { callOf, uuid } from '../../support/calls';

describe('valuesOf', () => {
  const by = (id: number, caller: Partial<Caller>) =>
    callOf({ eventId: uuid(id), caller: { type: 'IAMUser', ...caller } });

  it('lists what callers have, each once, and nothing for those that have none or were not kept', () => {
    const calls = [
      by(1, { sourceIp: '192.0.2.1' }),
      by(2, {}),
      by(3, { sourceIp: '192.0.2.2' }),
      by(4, { sourceIp: '192.0.2.1' }),
      { eventId: uuid(5), second: 0, region: 'a' },
    ];

    expect(
      valuesOf({ ruleId: 'describe-instances', calls, context: NO_CONTEXT }, 'sourceIp'),
    ).toEqual(['192.0.2.1', '192.0.2.2']);
  });
});
