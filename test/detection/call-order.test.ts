import { bySecond, byTime } from '../../src/detection/call-order';
import { callOf, uuid } from '../support/calls';

const at = (second: number, id: number) => callOf({ eventId: uuid(id), second });

describe('byTime', () => {
  it('orders calls by their second, and those of one second by their ID', () => {
    const calls = [at(2, 1), at(1, 3), at(1, 2)];

    expect(calls.sort(byTime)).toEqual([at(1, 2), at(1, 3), at(2, 1)]);
  });
});

describe('bySecond', () => {
  it('gives the calls of each second together', () => {
    const calls = [at(1, 1), at(2, 2), at(2, 3), at(5, 4)];

    expect([...bySecond(calls)]).toEqual([[at(1, 1)], [at(2, 2), at(2, 3)], [at(5, 4)]]);
  });

  it('gives nothing where there are no calls', () => {
    expect([...bySecond([])]).toEqual([]);
  });
});
