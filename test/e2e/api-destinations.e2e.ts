import path from 'node:path';
import {
  CreateApiDestinationCommand,
  CreateConnectionCommand,
  CreateEventBusCommand,
  PutEventsCommand,
  PutRuleCommand,
  PutTargetsCommand,
} from '@aws-sdk/client-eventbridge';
import { Ajv2020 } from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { startLoopbackServer } from '../../demo/loopback-server';
import type { LoopbackServer } from '../../src/adapters/dynamodb/listen-on-loopback';
import type { Notification } from '../../src/detection/notification';
import { incidentEvent } from '../../src/notification/incident-event';
import { hostileSweep, longTermKeySweep } from '../support/findings';
import { HOSTILE_TEXTS, MARK } from '../support/hostile-texts';
import { incidentOf } from '../support/incidents';
import { closed, everyKind, opened } from '../support/notifications';
import { attackChain, hostileLines } from '../support/watched-lines';
import { REQUESTS } from './api-destinations/documented-apis';
import { RECIPE_NAMES, readRecipe } from './api-destinations/recipe';
import { clientsFor } from './emulator/clients';
import { type Emulator, startEmulator } from './emulator/emulator';
import { ACCOUNT, HOME_REGION } from './emulator/world';
import { noteFigure } from './support/figures';

const HEADING = 'Recipes for API destinations, against a local receiver';
const WAIT_LIMIT_MS = 60_000;

/** What a recipe may put into a text: no caller chooses any of these. */
const OWN_TEXTS =
  /^\$\.(?:detail-type|detail\.(?:dedupKey|headline|summary|severity|lastActivity|change\.kind|identity\.kind|totals\.\w+))$/;

/** Members that are JSON objects or lists, which stay JSON. Callers choose texts in them. */
const OBJECTS = /^\$\.detail\.(?:identity|reasons|totals|timeline)$/;

/** Values for parameters without a default. */
const VALUES = {
  RoutingKey: 'r'.repeat(32),
  ApiKey: 'k'.repeat(36),
  WebhookUrl: 'https://example.com/workflows/abc?sig=s',
  SiteUrl: 'https://example.atlassian.net',
  Email: 'bot@example.com',
  ProjectKey: 'SEC',
  AutomationUrl: 'https://example.com/automation/abc',
};

const ajv = addFormats(new Ajv2020({ strict: false }));

interface Received {
  readonly url: string;
  readonly body: string;
}

let emulator: Emulator;
let receiver: LoopbackServer;
let received: Received[] = [];

beforeAll(async () => {
  emulator = await startEmulator();
  receiver = await startLoopbackServer(({ url = '' }, body, response) => {
    received.push({ url, body });
    response.writeHead(202).end('{}');
  });
});

beforeEach(() => {
  received = [];
});

afterAll(async () => {
  await receiver?.stop();
  await emulator?.stop();
});

/** Creates the resources of a recipe on a bus of its own; requests go to the local receiver. */
async function deploy(name: string, bus: string): Promise<void> {
  const client = clientsFor(emulator.endpoint).events();
  const values = { ...VALUES, ...(name === 'webhook.yaml' && { Endpoint: 'https://x.test/hook' }) };
  const recipe = readRecipe(name, values);
  await client.send(new CreateEventBusCommand({ Name: bus }));
  for (const [resource, { AuthorizationType, AuthParameters }] of recipe.ofType('Connection')) {
    await client.send(
      new CreateConnectionCommand({
        Name: `${bus}-${resource}`,
        AuthorizationType,
        AuthParameters,
      }),
    );
  }
  for (const [resource, properties] of recipe.ofType('ApiDestination')) {
    const { pathname, search } = new URL(properties.InvocationEndpoint);
    const [connection = ''] = properties.ConnectionArn['Fn::GetAtt'].split('.');
    await client.send(
      new CreateApiDestinationCommand({
        Name: `${bus}-${resource}`,
        ConnectionArn: `arn:aws:events:${HOME_REGION}:${ACCOUNT}:connection/${bus}-${connection}`,
        HttpMethod: 'POST',
        InvocationEndpoint: `${receiver.endpoint}${pathname}${search}`,
      }),
    );
  }
  for (const [resource, { EventPattern, Targets }] of recipe.ofType('Rule')) {
    const [{ Arn, HttpParameters, InputTransformer }] = Targets;
    const [destination] = Arn['Fn::GetAtt'].split('.');
    await client.send(
      new PutRuleCommand({
        EventBusName: bus,
        Name: resource,
        EventPattern: JSON.stringify(EventPattern),
      }),
    );
    await client.send(
      new PutTargetsCommand({
        EventBusName: bus,
        Rule: resource,
        Targets: [
          {
            Id: 'Destination',
            Arn: `arn:aws:events:${HOME_REGION}:${ACCOUNT}:api-destination/${bus}-${destination}`,
            ...(HttpParameters && { HttpParameters }),
            ...(InputTransformer && { InputTransformer }),
          },
        ],
      }),
    );
  }
}

async function publish(bus: string, notifications: readonly Notification[]): Promise<void> {
  const client = clientsFor(emulator.endpoint).events();
  for (const notification of notifications) {
    const entry = { EventBusName: bus, ...incidentEvent(notification) };
    await client.send(new PutEventsCommand({ Entries: [entry] }));
  }
}

/** Waits for a number of requests. @throws Error when they do not come in time. */
async function untilReceived(count: number): Promise<readonly Received[]> {
  const deadline = Date.now() + WAIT_LIMIT_MS;
  while (received.length < count) {
    if (Date.now() > deadline) {
      throw new Error(`${received.length} of ${count} requests came.\n${emulator.logTail()}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return received;
}

function problemsOf(name: string, { url, body }: Received): string[] {
  const [, schema] = (REQUESTS[name] ?? []).find(([known]) => known.test(url)) ?? [];
  if (schema === undefined) {
    return [`unknown path ${url}`];
  }
  const isValid = ajv.validate(schema, JSON.parse(body));
  return isValid ? [] : [`${url}: ${ajv.errorsText()}`];
}

describe.each(RECIPE_NAMES)('examples/api-destinations/%s', (name) => {
  const chain = incidentOf(longTermKeySweep(), { watched: attackChain() });
  const bus = (purpose: string): string => `${path.basename(name, '.yaml')}-${purpose}`;

  it('is within the limits of EventBridge, and puts no text of a caller into a string', () => {
    for (const [, { EventPattern, Targets }] of readRecipe(name, VALUES).ofType('Rule')) {
      const { InputPathsMap = {}, InputTemplate = '' } = Targets[0].InputTransformer ?? {};
      expect(JSON.stringify(EventPattern).length).toBeLessThanOrEqual(2048);
      expect(InputTemplate.length).toBeLessThanOrEqual(8192);
      // EventBridge does not escape what it puts into a text.
      for (const [variable, from] of Object.entries(InputPathsMap)) {
        const isQuoted = new RegExp(`"[^"\\n]*<${variable}>[^"\\n]*"`).test(InputTemplate);
        expect(from).toMatch(
          isQuoted ? OWN_TEXTS : new RegExp(`${OWN_TEXTS.source}|${OBJECTS.source}`),
        );
      }
    }
  });

  it('sends what the API documents, for each kind of notification', async () => {
    await deploy(name, bus('kinds'));
    await publish(bus('kinds'), everyKind(chain));

    const requests = await untilReceived(everyKind(chain).length);

    expect(requests.flatMap((request) => problemsOf(name, request))).toEqual([]);
    for (const { url, body } of requests) {
      expect(`${url} ${body}`).toContain(chain.id);
    }
  });

  it('sends no alert of the archive, except to a plain webhook', async () => {
    const archived = { ...opened(chain), audience: 'archive' } as const;
    await deploy(name, bus('archive'));
    await publish(bus('archive'), [archived, closed(chain)]);

    await untilReceived(1);
    // The first event would have come before the second.
    await new Promise((resolve) => setTimeout(resolve, 1000));

    expect(received).toHaveLength(name === 'webhook.yaml' ? 2 : 1);
  });

  it('survives hostile texts', async () => {
    const incidents = HOSTILE_TEXTS.map(([, text]) =>
      incidentOf(hostileSweep(text), { watched: hostileLines(text, 5) }),
    );
    const notifications = incidents.flatMap(everyKind);
    await deploy(name, bus('hostile'));
    await publish(bus('hostile'), notifications);

    const requests = await untilReceived(notifications.length);

    const problems = requests.flatMap((request) => problemsOf(name, request));
    noteFigure(HEADING, `${name}: ${requests.length} requests, ${problems.length} problems`);
    expect(problems).toEqual([]);
    if (!['webhook.yaml', 'pagerduty.yaml'].includes(name)) {
      expect(requests.filter(({ body }) => body.includes(MARK))).toEqual([]);
    }
  });
});
