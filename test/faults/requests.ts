import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { S3Client } from '@aws-sdk/client-s3';
import type { SNSClient } from '@aws-sdk/client-sns';
import type { Incident } from '../../src/detection/incident/incident';
import { FAULTS, type FaultName, OUTAGE_MS } from './faults';
import type { ProcessControl } from './platform/lambda-process';
import type { Timeline } from './platform/timeline';

/** The service refuses this request and all later ones for {@link OUTAGE_MS}. */
export const OUTAGE = 'and all after it to that service are throttled';

/** A fault and the number of the request that it hits, counted from 0 over all requests of a run. */
export interface PlannedFault {
  readonly request: number;
  readonly fault: FaultName | typeof OUTAGE;
}

/** A request of an SDK client, with all its attempts. */
export interface RequestRecord {
  readonly service: 'DynamoDB' | 'SNS' | 'S3';
  readonly command: string;
  readonly invocation: number;
  /** The ID of the incident that it publishes, if any. */
  readonly incidentId?: string;
  /** The partition key of the item that it replaces, if any. */
  readonly replaces?: string;
  /** Whether the service carried it out. */
  isDone: boolean;
  /** Whether the handler knows that. */
  isAnswered: boolean;
  /** Whether another invocation made a request between its attempts. */
  isInterrupted: boolean;
}

/** All requests of a run, in the order of their start. */
export interface Requests {
  readonly records: readonly RequestRecord[];
  /** End of the outage, if there was one; milliseconds since the epoch. */
  readonly outageUntil: number | undefined;
  /** Counts the requests of a client and applies the faults to them. */
  watch(client: DynamoDBClient | SNSClient | S3Client, process: ProcessControl): void;
  /** Counts what no client sends, such as the rest of an answer, as a request with one attempt. */
  step<Answer>(
    about: Pick<RequestRecord, 'service' | 'command'>,
    process: ProcessControl,
    take: () => Promise<Answer>,
  ): Promise<Answer>;
}

export function createRequests(plan: readonly PlannedFault[], timeline: Timeline): Requests {
  const records: RequestRecord[] = [];
  const turns = createTurns();
  let outage: { readonly service: string; readonly until: number } | undefined;

  /** The fault of a request that starts now, if any. */
  function faultOf({ service }: RequestRecord, index: number): FaultName | undefined {
    const fault = plan.find(({ request }) => request === index)?.fault;
    if (fault === OUTAGE) {
      outage = { service, until: timeline.now + OUTAGE_MS };
    } else if (fault !== undefined) {
      return fault;
    }
    const isOut = outage?.service === service && timeline.now < outage.until;
    return isOut ? 'is throttled as often as it is tried' : undefined;
  }

  function begin(
    about: Omit<RequestRecord, 'invocation' | 'isDone' | 'isAnswered' | 'isInterrupted'>,
    { invocation }: ProcessControl,
  ): { readonly record: RequestRecord; readonly fault: FaultName | undefined } {
    const record = {
      ...about,
      invocation,
      isDone: false,
      isAnswered: false,
      isInterrupted: false,
    };
    const fault = faultOf(record, records.length);
    records.push(record);
    return { record, fault };
  }

  return {
    records,
    get outageUntil() {
      return outage?.until;
    },
    async step(about, process, take) {
      const { fault } = begin(about, process);
      return fault === undefined
        ? take()
        : (FAULTS[fault]({ number: 1, take, process }) as ReturnType<typeof take>);
    },
    watch(client, process) {
      // A process waits for one request at a time: parallel ones take turns, so that a run can be repeated exactly.
      let record: RequestRecord;
      let fault: FaultName | undefined;
      let attempts = 0;
      const { middlewareStack } = client as DynamoDBClient;
      middlewareStack.add(
        (next, { commandName = '' }) =>
          async (request) => {
            const endTurn = await turns.begin(process);
            ({ record, fault } = begin(aboutRequest(commandName, request.input), process));
            attempts = 0;
            try {
              const answer = await next(request);
              record.isAnswered = true;
              return answer;
            } finally {
              endTurn();
            }
          },
        { step: 'initialize', name: 'beginRequest' },
      );
      middlewareStack.add(
        (next) => async (request) => {
          const mine = record;
          attempts += 1;
          mine.isInterrupted ||= records.at(-1) !== mine;
          const take = async () => {
            const answer = await next(request);
            mine.isDone = true;
            return answer;
          };
          const attempt = { number: attempts, take, process };
          return fault === undefined ? take() : (FAULTS[fault](attempt) as ReturnType<typeof take>);
        },
        // Innermost: within the retries of the SDK.
        { step: 'finalizeRequest', priority: 'low', name: 'attemptRequest' },
      );
    },
  };
}

/** The turns of the requests of each process. */
function createTurns() {
  const last = new WeakMap<ProcessControl, Promise<void>>();
  return {
    /** Waits for the earlier requests of a process. @returns ends the turn. */
    async begin(process: ProcessControl): Promise<() => void> {
      const before = last.get(process);
      let end = (): void => {};
      last.set(
        process,
        new Promise((resolve) => {
          end = resolve;
        }),
      );
      await before;
      return end;
    },
  };
}

function aboutRequest(
  commandName: string,
  input: object,
): Pick<RequestRecord, 'service' | 'command' | 'incidentId' | 'replaces'> {
  const command = commandName.replace(/Command$/, '');
  if ('Message' in input) {
    const bodies = JSON.parse(String(input.Message)) as { readonly default: string };
    return { service: 'SNS', command, incidentId: (JSON.parse(bodies.default) as Incident).id };
  }
  if (command === 'GetObject') {
    return { service: 'S3', command };
  }
  const { Item: item } = input as { readonly Item?: Readonly<Record<string, { S?: string }>> };
  return { service: 'DynamoDB', command, ...(item?.['pk']?.S && { replaces: item['pk'].S }) };
}
