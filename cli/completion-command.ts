import { Argument, type Command } from 'commander';
import { bashScript } from './completion/bash-script';
import { completionModel } from './completion/completion-model';
import { zshScript } from './completion/zsh-script';
import { EXIT_DONE } from './exit-codes';
import { choiceOf } from './flags/choice-option';
import type { Terminal } from './terminal';

/** The shells that there is a completion for. */
const SHELLS = ['bash', 'zsh'] as const;
type Shell = (typeof SHELLS)[number];

const SCRIPTS = { bash: bashScript, zsh: zshScript } as const satisfies Record<Shell, unknown>;

const NOTES = `
Examples:
  eval "$(regionsweep completion bash)"
  regionsweep completion bash > /etc/bash_completion.d/regionsweep
  regionsweep completion zsh > "\${fpath[1]}/_regionsweep"

It completes the command regionsweep; commands, flags and their values are those of this version.
Exit codes: 0 done, 2 the command cannot be used.`;

/** Declares \`completion\`. @param finish takes the exit code. */
export function declareCompletion(
  program: Command,
  { stdout }: Terminal,
  finish: (exitCode: number) => void,
): void {
  program
    .command('completion')
    .description('write a script that completes commands, flags and values in a shell')
    .addArgument(
      new Argument('<shell>', 'the shell')
        .choices(SHELLS)
        .argParser((value: string) => choiceOf(value, SHELLS)),
    )
    .addHelpText('after', NOTES)
    .action((shell: Shell) => {
      stdout.write(SCRIPTS[shell](program.name(), completionModel(program)));
      finish(EXIT_DONE);
    });
}
