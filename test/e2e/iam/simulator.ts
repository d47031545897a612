import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { runOrFail } from '../tools/commands';
import { CACHE, NODE_HOME } from '../tools/toolchain';

export interface PolicyDocument {
  readonly Version: '2012-10-17';
  readonly Statement: readonly unknown[];
}

/** The values of condition keys in a request. */
export type RequestContext = Readonly<Record<string, string | readonly string[]>>;

interface Caller {
  /** ARN of a role, or the name of an AWS service. */
  readonly principal: string;
  /** Account of the resource. */
  readonly account: string;
  readonly context: RequestContext;
  /** What the role may do; none for a service. */
  readonly identityPolicy?: PolicyDocument | undefined;
}

/** A request to AWS, with every policy that AWS would look at. */
export interface IamRequest extends Caller {
  readonly action: string;
  readonly resource: string;
  readonly resourcePolicy?: PolicyDocument | undefined;
}

/** Asks for every action of some services that a caller may make, on whatever resource. */
export interface ActionSweep extends Caller {
  readonly services: readonly string[];
}

interface Answers {
  readonly verdicts: readonly string[];
  readonly allowed: readonly (readonly string[])[];
}

const PROGRAM = path.join(__dirname, 'simulate.mjs');

/** The verdict of each request: `Allowed`, `ImplicitlyDenied` or `ExplicitlyDenied`. @throws Error when it fails. */
export async function verdictsOf(requests: readonly IamRequest[]): Promise<readonly string[]> {
  return (await ask({ requests, sweeps: [] })).verdicts;
}

/** For each sweep, the actions that are allowed. @throws Error when it fails. */
export async function allowedActionsOf(
  sweeps: readonly ActionSweep[],
): Promise<Answers['allowed']> {
  return (await ask({ requests: [], sweeps })).allowed;
}

async function ask(questions: {
  readonly requests: readonly IamRequest[];
  readonly sweeps: readonly ActionSweep[];
}): Promise<Answers> {
  const folder = mkdtempSync(path.join(CACHE, 'iam-'));
  const file = path.join(folder, 'questions.json');
  try {
    writeFileSync(file, JSON.stringify(questions));
    const { stdout } = await runOrFail('iam-simulate', process.execPath, [
      PROGRAM,
      NODE_HOME,
      file,
    ]);
    return JSON.parse(stdout) as Answers;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
