import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Measurement } from './measurement';

/** Lines of `npm run bench` that are the same on every machine, as `docs/cost.md` rests on them. */
const FILE = path.join(__dirname, 'cost-figures.ndjson');

/** The figures of the repository, by name. */
export function readCostFigures(): ReadonlyMap<string, Measurement> {
  const lines = readFileSync(FILE, 'utf8').trim().split('\n');
  const figures = lines.map((line) => JSON.parse(line) as Measurement);
  return new Map(figures.map((figure) => [figure.name, figure]));
}

export function writeCostFigures(figures: readonly Measurement[]): void {
  writeFileSync(FILE, figures.map((figure) => `${JSON.stringify(figure)}\n`).join(''));
}
