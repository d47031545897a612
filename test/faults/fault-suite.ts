import fc from 'fast-check';
import { type LocalTopic, startLocalTopic } from '../../demo/local-topic';
import { createTable } from '../../src/adapters/dynamodb/create-table';
import type { EmbeddedDynamoDb } from '../../src/adapters/dynamodb/embedded-dynamodb';
import { inParallel } from '../support/delivery';
import { type LocalS3, startLocalS3 } from '../support/local-s3';
import { wholeNumber } from '../support/whole-number';
import { connectServices } from './detector-process';
import { FAULT_NAMES, FAULTS_OF_WRITES } from './faults';
import { openInbox } from './inbox';
import { PROCESS_USES, type ProcessUse } from './platform/lambda-function';
import type { Platform } from './platform/platform';
import { incidentProblemsOf, problemsOf } from './problems';
import { OUTAGE } from './requests';
import { type Run, type RunPlan, runScenario, type Site } from './run-scenario';
import type { Scenario } from './scenario';
import { SCENARIOS } from './scenarios';
import { createTally } from './tally';

/** Concurrent runs. DynamoDB has its own thread: it works on one run while this thread works on another. */
const WIDTH = 4;

/** The number of pairs of faults, and the random seed. `FAULT_PATH` starts with a pair that failed. */
const PAIRS = wholeNumber('FAULT_PAIRS', 100);
const SEED = wholeNumber('FAULT_SEED', 20_260_301);
const PATH = process.env['FAULT_PATH'];

const TABLE_NAME = 'regionsweep-faults';

const READS: ReadonlySet<string> = new Set(['GetItem', 'Query', 'GetObject', 'GetRest']);

export interface FaultSuiteOptions {
  /** Starts an empty DynamoDB. */
  readonly startDynamoDb: () => Promise<EmbeddedDynamoDb>;
  readonly platform: Platform;
  readonly scenarios: readonly Scenario[];
  /**
   * One in this number of the requests of a scenario fails under each kind of fault. Divides the number of pairs too.
   * @default 1
   */
  readonly oneIn?: number;
  /**
   * Whether each scenario meets only one kind of fault, in turn, instead of every kind.
   * @default false
   */
  readonly isSample?: boolean;
  /** Receives the figures of the whole run. @default writes them to standard error */
  readonly note?: (figure: string) => void;
}

const toStderr = (figure: string): void => void process.stderr.write(`${figure}\n`);

/** The result of a run. */
interface Trial {
  readonly run: Run;
  readonly problems: readonly string[];
  /** Events that ended in the dead-letter queue, before the redrive. */
  readonly givenUp: number;
  /** Notifications, before the closings. */
  readonly notifications: number;
}

const SINGLE_FAULTS = [...FAULT_NAMES, OUTAGE] as const;

/**
 * The deployed handler, while its requests to DynamoDB and SNS fail in every way, one at a time and in random pairs, and
 * the platform retries. No call is lost, and a notification is repeated only where that cannot be avoided.
 *
 * @param name where it runs, for the names of the tests.
 */
export function faultSuite(name: string, options: FaultSuiteOptions): void {
  const { startDynamoDb, platform, scenarios, oneIn = 1 } = options;
  const { isSample = false, note = toStderr } = options;
  describe(`the handler among faults, on ${name}`, () => {
    const tally = createTally();
    const faultsInTurn = isSample ? SINGLE_FAULTS.length : 1;
    /** Half of the scenarios get half of the pairs. */
    const pairs = Math.ceil((PAIRS * scenarios.length) / SCENARIOS.length / (oneIn * faultsInTurn));
    let dynamoDb: EmbeddedDynamoDb;
    let topic: LocalTopic;
    let s3: LocalS3;
    let site: Site;

    beforeAll(async () => {
      // The SDK waits this share of its backoff before a retry.
      jest.spyOn(Math, 'random').mockReturnValue(0);
      dynamoDb = await startDynamoDb();
      topic = await startLocalTopic();
      s3 = await startLocalS3();
      const endpoints = { dynamoDb: dynamoDb.endpoint, sns: topic.endpoint };
      site = {
        services: connectServices(TABLE_NAME, endpoints, s3),
        inbox: openInbox(topic),
        platform,
      };
      await createTable(site.services.dynamoDb, TABLE_NAME);
    });

    afterAll(async () => {
      site.services.dynamoDb.destroy();
      site.services.sns.destroy();
      await topic.stop();
      await s3.stop();
      await dynamoDb.stop();
      jest.restoreAllMocks();
      note(`faults on ${name}: ${tally.text()}`);
    });

    /** Runs a plan, redrives its dead letters, closes its incidents, and returns the problems at each step. */
    async function tryOut(plan: RunPlan, kind: string): Promise<Trial> {
      const run = await runScenario(plan, site);
      tally.count(kind, run);
      const problems = await problemsOf(run);
      const givenUp = run.deadLetters.length;
      if (givenUp > 0) {
        await run.redrive();
        problems.push(...(await problemsOf(run)));
        problems.push(
          ...run.deadLetters.map(
            ({ call: { call } }) => `${call.eventId} ended in the dead-letter queue again`,
          ),
        );
      }
      const notifications = run.published().length;
      problems.push(...(await incidentProblemsOf(run)));
      return { run, problems, givenUp, notifications };
    }

    describe.each(scenarios)('$name', (scenario) => {
      /** The commands of the requests when nothing fails. */
      const commands: Record<ProcessUse, readonly string[]> = { warm: [], fresh: [] };

      beforeAll(async () => {
        for (const use of PROCESS_USES) {
          const plan = { scenario, faults: [], use };
          const { run, problems, notifications } = await tryOut(plan, 'no fault at all');
          commands[use] = run.requests.map(({ command }) => command);
          expect({ problems, notifications }).toEqual({
            problems: [],
            notifications: scenario.notifications,
          });
        }
      });

      const faults = SINGLE_FAULTS.filter(
        (_, index) => (index - scenarios.indexOf(scenario)) % faultsInTurn === 0,
      );
      it.each(faults)('comes through when any one request %s', async (fault) => {
        // Each fault meets both uses of processes, and so does each request, even if only one in three fails.
        const shift = SINGLE_FAULTS.indexOf(fault);
        const places = PROCESS_USES.flatMap((use, parity) =>
          [...commands[use].entries()]
            .filter(([request]) => (request + shift) % 2 === parity)
            .filter(([request]) => (request + shift + scenarios.indexOf(scenario)) % oneIn === 0)
            .filter(([, command]) => !(READS.has(command) && FAULTS_OF_WRITES.has(fault)))
            .map(([request, command]) => ({ use, request, command })),
        );
        const failures: Record<string, readonly string[]> = {};
        let givenUp = 0;
        await inParallel(places, WIDTH, async ({ use, request, command }) => {
          const tried = await tryOut({ scenario, faults: [{ request, fault }], use }, fault);
          const isHit = tried.run.requests[request]?.command === command;
          failures[`${request}: ${command}, ${use} processes`] = isHit
            ? tried.problems
            : ['This request was not made.'];
          givenUp += tried.givenUp;
        });

        expect(places.length).toBeGreaterThan(0);
        expect(withoutEmpty(failures)).toEqual({});
        expect(givenUp > 0).toBe(fault === OUTAGE);
      });
    });

    it(`comes through when any two requests go wrong (${pairs} pairs, seed ${SEED})`, async () => {
      const fault = fc.constantFrom(...FAULT_NAMES);
      const plans: fc.Arbitrary<RunPlan> = fc
        .record({
          scenario: fc.constantFrom(...scenarios),
          request: fc.nat({ max: 18 }),
          gap: fc.integer({ min: 1, max: 15 }),
          faults: fc.tuple(fault, fault),
          use: fc.constantFrom(...PROCESS_USES),
        })
        .map(({ scenario, request, gap, faults: [one, other], use }) => ({
          scenario,
          faults: [
            { request, fault: one },
            { request: request + gap, fault: other },
          ],
          use,
        }));

      await fc.assert(
        fc.asyncProperty(plans, async (plan) => {
          const { problems } = await tryOut(plan, 'two faults');
          expect(problems).toEqual([]);
        }),
        { numRuns: pairs, seed: SEED, ...(PATH && { path: PATH }) },
      );
    });
  });
}

function withoutEmpty(lists: Readonly<Record<string, readonly string[]>>) {
  return Object.fromEntries(Object.entries(lists).filter(([, list]) => list.length > 0));
}
