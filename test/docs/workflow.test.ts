import { accessSync, constants, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';

const ROOT = path.join(__dirname, '../..');

interface Step {
  readonly uses?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly run?: string;
}

const WORKFLOW = parse(readFileSync(path.join(ROOT, '.github/workflows/ci.yml'), 'utf8')) as {
  on: Record<string, unknown>;
  permissions: Record<string, string>;
  jobs: Record<string, { 'runs-on': string; steps: Step[] }>;
};
const STEPS = Object.values(WORKFLOW.jobs).flatMap(({ steps }) => steps);

describe('the workflow of continuous integration', () => {
  it('runs on every pull request, and may only read', () => {
    expect(WORKFLOW.on).toHaveProperty('pull_request');
    expect(WORKFLOW.permissions).toEqual({ contents: 'read' });
  });

  it('runs .ci/run, which is executable, under the Node.js of Lambda', () => {
    const node = STEPS.find(({ uses }) => uses?.startsWith('actions/setup-node@'));

    expect(node?.with).toMatchObject({ 'node-version': 24 });
    expect(STEPS.flatMap(({ run }) => run ?? [])).toEqual(['.ci/run']);
    expect(() => accessSync(path.join(ROOT, '.ci/run'), constants.X_OK)).not.toThrow();
  });

  it('pins each action to a version', () => {
    const actions = STEPS.flatMap(({ uses }) => uses ?? []);

    expect(actions.length).toBeGreaterThan(0);
    expect(actions.filter((action) => !/^[\w-]+\/[\w-]+@v\d+(\.\d+)*$/.test(action))).toEqual([]);
  });
});
