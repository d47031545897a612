/**
 * The policies of the synthesized stacks, judged by iam-simulate as IAM would judge each request. MiniStack asks for no
 * permissions, so this is the only test that a missing one fails.
 */
import { COMMAND_REQUESTS, NOT_NEEDED } from './iam/command-requests';
import { commandsOf, FUNCTIONS } from './iam/function-commands';
import { DeployedHub } from './iam/hub';
import { platformRequests } from './iam/platform-requests';
import type { PolicyCase } from './iam/policy-case';
import { policyCases } from './iam/policy-cases';
import {
  allowedActionsOf,
  type IamRequest,
  type PolicyDocument,
  verdictsOf,
} from './iam/simulator';
import { noteFigure } from './support/figures';

const HEADING = 'IAM policies, judged by iam-simulate';

/** Services that no function has a use for, in addition to those it uses. */
const FOREIGN_SERVICES = ['iam', 's3', 'sts', 'ec2', 'lambda'];

const commands = new Map(FUNCTIONS.map((name) => [name, commandsOf(name)]));
const hub = new DeployedHub();

/** Every request that a function or AWS makes with the role of the function. */
function requestsOf(name: string): IamRequest[] {
  const lambda = hub.functionOf(name);
  const surroundings = hub.surroundings(name);
  return [
    ...(commands.get(name) ?? []).flatMap(
      (command) => COMMAND_REQUESTS[command]?.(surroundings) ?? [],
    ),
    ...platformRequests(hub, lambda),
  ].map((asked) => hub.byRole(hub.role(lambda.properties.Role), asked));
}

/** The requests with another verdict than expected. */
async function surprises(requests: readonly IamRequest[], expected: RegExp): Promise<string[]> {
  const verdicts = await verdictsOf(requests);
  expect(verdicts).toHaveLength(requests.length);
  return requests.flatMap(({ principal, action, resource }, index) =>
    expected.test(verdicts[index] ?? '')
      ? []
      : [`${principal} ${action} ${resource}: ${verdicts[index]}`],
  );
}

/** The actions that a policy names. */
function actionsOf(policy: PolicyDocument | undefined): string[] {
  return (policy?.Statement ?? []).flatMap((statement) => {
    const { Action } = statement as { readonly Action: string | readonly string[] };
    return [Action].flat();
  });
}

const ALLOWED = /^Allowed$/;
const DENIED = /^(?:Im|Ex)plicitlyDenied$/;

describe('the table of requests', () => {
  it('has every command in the code of the functions', () => {
    const used = new Set([...commands.values()].flat());

    expect(used.size).toBeGreaterThan(0);
    expect([...used].filter((command) => !(command in COMMAND_REQUESTS))).toEqual([]);
  });
});

describe.each(FUNCTIONS)('the role of %s', (name) => {
  it('allows each request that its code and Lambda make', async () => {
    const requests = requestsOf(name);

    expect(await surprises(requests, ALLOWED)).toEqual([]);
    noteFigure(HEADING, `${name}: ${requests.length} requests, all allowed`);
  });

  it('denies the same requests for resources of others', async () => {
    const requests = requestsOf(name);
    const foreign = requests
      .map((request) => ({ ...request, resource: request.resource.replace(/RegionSweep/gi, 'x') }))
      .filter(({ resource }, index) => resource !== requests[index]?.resource);

    expect(foreign.length).toBeGreaterThan(0);
    expect(await surprises(foreign, DENIED)).toEqual([]);
  });

  it('denies every other action of these services', async () => {
    const requests = requestsOf(name);
    const needed = [...new Set(requests.map(({ action }) => action))];
    const [first] = requests as [IamRequest];
    const services = [...needed, ...actionsOf(first.identityPolicy)].map(
      (action) => action.split(':')[0] ?? '',
    );
    const context = Object.assign({}, ...requests.map((request) => request.context));

    const [allowed = []] = await allowedActionsOf([
      { ...first, context, services: [...new Set([...services, ...FOREIGN_SERVICES])] },
    ]);

    expect(allowed.length).toBeGreaterThan(0);
    expect(allowed.filter((action) => ![...needed, ...NOT_NEEDED].includes(action))).toEqual([]);
    noteFigure(HEADING, `${name}: ${allowed.length} actions allowed, no other`);
  });

  it('denies what only other functions do', async () => {
    const role = hub.role(hub.functionOf(name).properties.Role);
    const own = requestsOf(name).map(({ action, resource }) => `${action} ${resource}`);
    const others = FUNCTIONS.flatMap((other) => requestsOf(other))
      .filter(({ action, resource }) => !own.includes(`${action} ${resource}`))
      .map(({ action, resource, context }) => hub.byRole(role, { action, resource, context }));

    expect(await surprises(others, DENIED)).toEqual([]);
  });
});

describe('the policies of roles, buses, topics, queues, keys and functions', () => {
  const casesOf = (isAllowed: boolean): PolicyCase[] =>
    policyCases(hub).filter((one) => one.isAllowed === isAllowed);

  it.each([
    ['allow', true, ALLOWED],
    ['deny', false, DENIED],
  ] as const)('%s what they are there for', async (_verb, isAllowed, expected) => {
    const cases = casesOf(isAllowed);
    const verdicts = await verdictsOf(cases.map(({ request }) => request));
    const surprising = cases.flatMap(({ what }, index) =>
      expected.test(verdicts[index] ?? '') ? [] : [`${what}: ${verdicts[index]}`],
    );

    expect(cases.length).toBeGreaterThan(5);
    expect(surprising).toEqual([]);
    noteFigure(HEADING, `${cases.length} cases ${isAllowed ? 'allowed' : 'denied'}`);
  });
});
