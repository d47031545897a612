import { readEnvironment } from '../../../lambda/heartbeat/env';

describe('readEnvironment of the heartbeat', () => {
  it('reads what the stack sets', () => {
    expect(
      readEnvironment({ HEARTBEAT_REGIONS: 'eu-west-1, us-east-1', HEARTBEAT_SECONDS: '300' }),
    ).toEqual({ regions: ['eu-west-1', 'us-east-1'], seconds: 300 });
  });

  it('rejects an environment with missing variables and names all of them', () => {
    expect(() => readEnvironment({ HEARTBEAT_REGIONS: '' })).toThrow(
      'Missing environment variables: HEARTBEAT_REGIONS, HEARTBEAT_SECONDS. Deploy the stack again to set them.',
    );
  });

  it.each([
    [
      { HEARTBEAT_REGIONS: ' , ', HEARTBEAT_SECONDS: '300' },
      'The environment variable HEARTBEAT_REGIONS is " , ". Allowed: regions separated by commas.',
    ],
    ...['0', '-5', '1.5', 'soon', '1e400'].map((seconds): [Record<string, string>, string] => [
      { HEARTBEAT_REGIONS: 'eu-west-1', HEARTBEAT_SECONDS: seconds },
      `HEARTBEAT_SECONDS is "${seconds}". Allowed: a whole number of at least 1.`,
    ]),
  ])('rejects %j', (variables, message) => {
    expect(() => readEnvironment(variables)).toThrow(message);
  });
});
