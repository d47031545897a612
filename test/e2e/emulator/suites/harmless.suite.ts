import { leadOf } from '../../../../src/detection/incident/incident';
import { noteFigure } from '../../support/figures';
import { type Deployment, HEADING } from '../deployment';
import { HARMLESS, historyOf, userArn } from '../histories';

/** What nobody is to be notified of. Sweeps that come after it show that everything was at work. */
export function harmlessSuite(deployment: () => Deployment): void {
  describe('what is no sweep', () => {
    let invocationsBefore: number;
    let letThrough = 0;

    beforeAll(async () => {
      const { log, carrier } = deployment();
      invocationsBefore = await log.invocations();
      for (const { name, history, envelope, deliveries = 1, isLetThrough } of HARMLESS) {
        const records = historyOf(name, history);
        for (let delivery = 0; delivery < deliveries; delivery += 1) {
          await carrier.toHub(records, envelope);
          letThrough += isLetThrough ? records.length : 0;
        }
      }
    });

    it.each(['describe-instances', 'get-service-quota'] as const)(
      'goes before a sweep that is notified of: %s',
      async (template) => {
        const { carrier, inbox } = deployment();
        const records = historyOf(`sweeps-${template}`, { template });
        await carrier.toHub(records);
        letThrough += records.length;
        const { sqs } = await inbox.all(userArn(`sweeps-${template}`));
        expect(leadOf(JSON.parse(sqs.body))).toMatchObject({ rule: { id: template } });
      },
    );

    it('is handled to the end, but for what the rules keep from the detector', async () => {
      const { log } = deployment();
      await log.waitFor(invocationsBefore + letThrough);
      expect(await log.invocations()).toBe(invocationsBefore + letThrough);
    });

    it.each(HARMLESS)('is not notified of: $name', ({ name }) => {
      const notifications = deployment().inbox.about(userArn(name));
      expect(notifications.map(({ subscriber }) => subscriber)).toEqual([]);
    });

    afterAll(() => {
      const { inbox } = deployment();
      const notified = HARMLESS.filter(({ name }) => inbox.about(userArn(name)).length > 0);
      noteFigure(
        HEADING,
        `Histories that are no sweep: ${HARMLESS.length}, notified of: ${notified.length}`,
      );
    });
  });
}
