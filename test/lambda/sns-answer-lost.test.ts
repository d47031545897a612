import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createDeployment } from '../../lambda/shared/deployment';
import { DEFAULT_CONFIG } from '../../src/config/defaults';
import { longTermKeySweep } from '../support/findings';
import { opened } from '../support/notifications';

describe('a publish whose answer is lost', () => {
  it('is sent once by each invocation, because the next invocation is its retry', async () => {
    let publishes = 0;
    const server = createServer((request) => {
      publishes += 1;
      request.socket.destroy();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    Object.assign(process.env, {
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'not-a-secret',
      AWS_ENDPOINT_URL_SNS: `http://127.0.0.1:${port}`,
    });
    const { notifier, clients } = createDeployment(
      {
        tableName: 'table',
        topicArn: 'arn:aws:sns:us-east-1:111122223333:findings',
        archiveTopicArn: 'arn:aws:sns:us-east-1:111122223333:archive',
        monitoredRegions: 'us-east-1',
      } as Parameters<typeof createDeployment>[0],
      DEFAULT_CONFIG,
    );

    for (let invocation = 0; invocation < 3; invocation += 1) {
      await expect(notifier.publish(opened(longTermKeySweep()))).rejects.toThrow();
    }

    expect(publishes).toBe(3);
    clients.sns.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
});
