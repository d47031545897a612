import { readEnvironment } from '../../lambda/detector/env';

describe('readEnvironment', () => {
  it('reads what the stack sets', () => {
    const environment = readEnvironment({
      TABLE_NAME: 't',
      TOPIC_ARN: 'a',
      DETECTION_CONFIG: '{}',
    });

    expect(environment).toEqual({ tableName: 't', topicArn: 'a', detectionConfig: '{}' });
  });

  it('rejects an environment that lacks something, naming all of it', () => {
    expect(() => readEnvironment({ TABLE_NAME: 't', TOPIC_ARN: '' })).toThrow(
      'The function lacks TOPIC_ARN, DETECTION_CONFIG.',
    );
  });
});
