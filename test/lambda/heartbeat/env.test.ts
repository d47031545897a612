import { readEnvironment } from '../../../lambda/heartbeat/env';

describe('readEnvironment of the heartbeat', () => {
  it('reads what the stack sets', () => {
    expect(
      readEnvironment({ HEARTBEAT_REGIONS: 'eu-west-1, us-east-1', HEARTBEAT_SECONDS: '300' }),
    ).toEqual({ regions: ['eu-west-1', 'us-east-1'], seconds: 300 });
  });

  it('rejects an environment that lacks something, naming all of it', () => {
    expect(() => readEnvironment({ HEARTBEAT_REGIONS: '' })).toThrow(
      'The function lacks HEARTBEAT_REGIONS, HEARTBEAT_SECONDS. The stack sets these environment variables; deploy it again.',
    );
  });

  it.each([
    [
      { HEARTBEAT_REGIONS: ' , ', HEARTBEAT_SECONDS: '300' },
      'HEARTBEAT_REGIONS is " , "; allowed: regions separated by commas.',
    ],
    ...['0', '-5', '1.5', 'soon', '1e400'].map((seconds): [Record<string, string>, string] => [
      { HEARTBEAT_REGIONS: 'eu-west-1', HEARTBEAT_SECONDS: seconds },
      `HEARTBEAT_SECONDS is "${seconds}"; allowed: a whole number from 1.`,
    ]),
  ])('rejects %j', (variables, message) => {
    expect(() => readEnvironment(variables)).toThrow(message);
  });
});
