import { mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import { RECIPE_NAMES, RECIPES } from './api-destinations/recipe';
import { ACCEPTED_RULES, cfnLint } from './support/cfn-lint';
import { noteFigure } from './support/figures';
import { exampleContexts, synthesizeTemplates } from './support/synthesized-templates';
import { CACHE } from './tools/toolchain';

const HEADING = 'cfn-lint on the templates of cdk synth';
const CONTEXTS = exampleContexts();

describe('cfn-lint', () => {
  let folder: string;
  let allTemplates: string[] = [];
  beforeAll(async () => {
    folder = await mkdtemp(path.join(CACHE, 'cfn-lint-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it.each(CONTEXTS)('finds nothing that is not accepted with a reason: $name', async (context) => {
    const templates = await synthesizeTemplates(context, path.join(folder, context.name));
    allTemplates = [...allTemplates, ...templates];

    const findings = await cfnLint(templates);

    noteFigure(
      HEADING,
      `${context.name}: ${templates.length} templates, ${findings.length} findings`,
    );
    expect(findings).toEqual([]);
  });

  it('finds nothing in the recipes for API destinations', async () => {
    const recipes = RECIPE_NAMES.map((name) => path.join(RECIPES, name));

    const findings = await cfnLint(recipes, { accepting: false });

    noteFigure(HEADING, `recipes: ${recipes.length} templates, ${findings.length} findings`);
    expect(findings).toEqual([]);
  });

  it('still finds what is accepted, so that no exception outlives its cause', async () => {
    const findings = await cfnLint(allTemplates, { accepting: false });

    noteFigure(
      HEADING,
      `Accepted with a reason: ${findings.length} of ${ACCEPTED_RULES.join(', ')}`,
    );
    expect([...new Set(findings.map(({ rule }) => rule))].sort()).toEqual([...ACCEPTED_RULES]);
  });
});
