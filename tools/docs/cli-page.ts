import { REASON_TEXTS } from '../../cli/history/reason-texts';
import { PROCESS_TERMINAL } from '../../cli/process-terminal';
import { createProgram } from '../../cli/program';
import { FORMATS_IN_DOCS } from '../../src/trail/formats/formats';
import { table } from './markdown';

/** Width of the help texts on the page. */
const HELP_WIDTH = 100;

/**
 * The generated parts of `docs/cli.md`: the formats of records, the help of each command, and the reasons why a record
 * is not a call.
 */
export function cliParts(): Readonly<Record<string, string>> {
  const program = createProgram(PROCESS_TERMINAL, () => {});
  // A command with subcommands has no help worth showing itself.
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
      return `## \`${name}\`\n\n\`\`\`text\n${help.trim()}\n\`\`\``;
    },
  );
  const reasons = Object.entries(REASON_TEXTS).map(([reason, text]) => [`\`${reason}\``, text]);
  const formats = FORMATS_IN_DOCS.map(({ name, from, lacks = '' }) => [name, from, lacks]);
  return {
    formats: table(['format', 'where it comes from', 'what it lacks'], formats),
    commands: sections.join('\n\n'),
    reasons: table(['reason', 'meaning'], reasons),
  };
}
