import { REASON_TEXTS } from '../../cli/history/reason-texts';
import { PROCESS_TERMINAL } from '../../cli/process-terminal';
import { createProgram } from '../../cli/program';
import { engines } from '../../package.json';

/** Width of the help texts on the page. */
const HELP_WIDTH = 100;

/** `docs/cli.md`, generated from the declarations of the commands. */
export function cliPage(): string {
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
      return `## ${name}\n\n\`\`\`text\n${help.trim()}\n\`\`\``;
    },
  );
  return `# Command line

\`\`\`sh
npm run --silent regionsweep -- <command> …   # in a clone
npx regionsweep <command> …                   # where the package is installed
\`\`\`

\`npm pack\` builds the package. \`npm install ./regionsweep-<version>.tgz\` installs it, with no dependencies. It needs
Node.js ${engines.node.replace('>=', '')} or later.

## Output

Results go to standard output, everything else to standard error. Terminals also show a progress bar, and colours unless
\`NO_COLOR\` is set.

- **Tables** show principals in short: \`user/build-uploader @111122223333\`, \`role/web-tier/i-0abc @111122223333\`. They write
  characters other than printable ASCII as \`\\u{…}\`. CSV and JSON contain the full principal key.
- The column **alerted** says whether the detector would send an alert (\`notifyFrom\`, \`renotifyMinutes\`), or why not. If
  the allow-list covers the finding, it names the ticket of the entry.
- **CSV** cells that a spreadsheet would take for a formula begin with a quotation mark.
- **ndjson**, **ocsf** and **asff** have one JSON object per line.

| exit code | meaning |
|---|---|
| 0 | Done. |
| 1 | Something failed: a file that could not be read completely, a store that could not be reached, a message that stays in its queue. Everything else was done. |
| 2 | The command or the configuration is invalid. Nothing was done. |
| 3 | With \`--fail-on-findings\`: there are findings that the allow-list does not cover. If something could not be read, the code is 1. |
| 130 | Stopped by Ctrl-C. Findings up to that point were written. |

## What replay, tune, explain and allowlist check read

- Paths are relative to the current folder. Under \`npm run\` that is the folder of \`package.json\`.
- Settings come from \`cdk.json\` in the current folder, if there is one. Flags override them.
- S3 buckets are read with the credentials that the AWS CLI would use. They need \`s3:ListBucket\` and \`s3:GetObject\`.
- Digest files and files of CloudTrail Insights are skipped.
- With \`--from\`, \`--to\`, \`--accounts\` or \`--regions\`, files of other accounts, regions and days are skipped by their names.
  A file delivered up to 24 hours after \`--to\` is read, because CloudTrail can deliver calls late.
- The same call in several files counts once.

${sections.join('\n\n')}

## Reasons

Why a record is not a call. The summary counts these records by reason. They do not change the exit code.

| reason | meaning |
|---|---|
${Object.entries(REASON_TEXTS)
  .map(([reason, text]) => `| \`${reason}\` | ${text} |`)
  .join('\n')}`;
}
