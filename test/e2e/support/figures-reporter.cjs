const { existsSync, mkdirSync, readFileSync, rmSync } = require('node:fs');
const path = require('node:path');

const FIGURES = path.join(__dirname, `../../../.e2e/figures-${process.pid}.ndjson`);
// For the processes of the tests, which are started after this one.
process.env.E2E_FIGURES_FILE = FIGURES;

/** Prints the figures that tests noted with `noteFigure`, by heading, after jest's own output. */
module.exports = class FiguresReporter {
  onRunStart() {
    mkdirSync(path.dirname(FIGURES), { recursive: true });
    rmSync(FIGURES, { force: true });
  }

  onRunComplete() {
    const lines = existsSync(FIGURES) ? readFileSync(FIGURES, 'utf8').trim().split('\n') : [];
    rmSync(FIGURES, { force: true });
    const byHeading = new Map();
    for (const { heading, figure } of lines.map((line) => JSON.parse(line))) {
      byHeading.set(heading, [...(byHeading.get(heading) ?? []), figure]);
    }
    process.on('exit', () => {
      for (const [heading, figures] of byHeading) {
        process.stdout.write(`\n${heading}\n${figures.map((figure) => `  ${figure}\n`).join('')}`);
      }
    });
  }
};
