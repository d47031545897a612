import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { type EmbeddedStore, startEmbeddedStore, TABLE_NAME } from '../../support/embedded-store';

const NOW = 1_773_480_400;

describe('the items of the bound', () => {
  let embedded: EmbeddedStore;
  beforeAll(async () => {
    embedded = await startEmbeddedStore();
  });
  afterAll(() => embedded.stop());

  it('expire, and hold no name that a caller chose in a key', async () => {
    await embedded.allowance().take('alerts of <script>', { start: NOW, seconds: 3600 });
    await embedded.backlog(() => NOW * 1000).add('alerts#1', { id: 'a', text: 'x' });

    const { Items = [] } = await embedded.client.send(new ScanCommand({ TableName: TABLE_NAME }));

    const byKey = Items.map(({ pk, sk, expiresAt }) => [pk?.S, sk?.S, Number(expiresAt?.N) - NOW]);
    expect(byKey.sort()).toEqual([
      [expect.stringMatching(/^allowance#[0-9a-f]{32}$/), '3600#01773480400', 2 * 3600],
      ['backlog#alerts#1', 'a', 14 * 24 * 3600],
    ]);
  });
});
