import { REASON_TEXTS } from '../../cli/history/reason-texts';
import { PROCESS_TERMINAL } from '../../cli/process-terminal';
import { createProgram } from '../../cli/program';
import { engines } from '../../package.json';

/** Width of the help texts, whatever the terminal is. */
const HELP_WIDTH = 100;

/** `docs/cli.md`, from the declarations of the commands. */
export function cliPage(): string {
  const program = createProgram(PROCESS_TERMINAL, () => {});
  // A command that has commands is but their common name.
  const visible = program.createHelp().visibleCommands(program);
  const leaves = program.commands
    .filter((command) => visible.includes(command))
    .flatMap((command) =>
      command.commands.length > 0
        ? command.commands.map((inner) => ({
            command: inner,
            name: `${command.name()} ${inner.name()}`,
          }))
        : [{ command, name: command.name() }],
    );
  const sections = [{ command: program, name: 'regionsweep' }, ...leaves].map(
    ({ command, name }) => {
      let help = '';
      command.configureOutput({
        writeOut: (text) => {
          help += text;
        },
        getOutHelpWidth: () => HELP_WIDTH,
      });
      command.outputHelp();
      return `## ${name}\n\n\`\`\`text\n${help.trim()}\n\`\`\``;
    },
  );
  return `# Command line

Made from \`cli\` by \`npm run docs\`.

\`\`\`sh
npm run --silent regionsweep -- <command> …   # in a clone
npx regionsweep <command> …                   # where the package is installed
\`\`\`

\`npm pack\` makes the package; \`npm install ./regionsweep-<version>.tgz\` installs it, and nothing else. It needs Node.js ${engines.node.replace('>=', '')} or later.

Data goes to standard output, everything else to standard error; a progress bar is shown on a terminal only.

| exit code | meaning |
|---|---|
| 0 | done |
| 1 | a failure on the way: a file could not be read whole, a store could not be reached, a message stays in its queue; what could be done was done |
| 2 | the command or the configuration cannot be used; nothing was done |
| 3 | with \`--fail-on-findings\`: all was read, and there are findings that the allow-list does not cover. Where something could not be read, it is 1 |
| 130 | ended by Ctrl-C; what was found until then was written |

\`NO_COLOR\` turns colours off; there are none but on a terminal. In tables, what is not printable ASCII is written as \`\\u{…}\`. In CSV, a cell that a
spreadsheet would take for a formula begins with a quotation mark.

${sections.join('\n\n')}

## Reasons

Why a record is no call. Rejected records are counted, and are no failure.

| reason | meaning |
|---|---|
${Object.entries(REASON_TEXTS)
  .map(([reason, text]) => `| \`${reason}\` | ${text} |`)
  .join('\n')}`;
}
