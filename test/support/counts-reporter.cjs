const { existsSync, readFileSync, rmSync } = require('node:fs');

/** Prints the counts of `noteCount` by heading, and the sum of all `cases`, after the output of jest. */
module.exports = class CountsReporter {
  onRunComplete() {
    const file = process.env['REGIONSWEEP_COUNTS'];
    const lines = existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [];
    rmSync(file, { force: true });
    const notes = lines.filter((line) => line !== '').map((line) => JSON.parse(line));
    const headings = [...new Set(notes.map(({ heading }) => heading))].sort();
    const cases = notes.reduce((sum, { counts }) => sum + (counts.cases ?? 0), 0);
    process.on('exit', () => {
      for (const heading of headings) {
        const ofHeading = notes.filter((note) => note.heading === heading);
        process.stdout.write(`\n${heading}\n${ofHeading.map(lineOf).join('')}`);
      }
      process.stdout.write(`\n${cases.toLocaleString('en-US')} cases in total\n`);
    });
  }
};

function lineOf({ subject, counts }) {
  const texts = Object.entries(counts).map(
    ([name, count]) => `${name} ${name === 'seed' ? count : count.toLocaleString('en-US')}`,
  );
  return `  ${subject}: ${texts.join(', ')}\n`;
}
