import type { Command, Option } from 'commander';
import { CompletedOption } from '../flags/choice-option';

/** A flag, as it is completed. */
export interface CompletedFlag {
  /** For example `--format` and `-h`. */
  readonly names: readonly string[];
  readonly description: string;
  /** Whether a value follows. */
  readonly takesValue: boolean;
  /** The values there are; files where there are none. */
  readonly choices: readonly string[];
  /** Whether it takes several of them, separated by commas. */
  readonly isList: boolean;
}

/** A command with what may follow it. */
export interface CompletedCommand {
  /** The words that lead to it, without the name of the program: none for the program itself. */
  readonly path: readonly string[];
  readonly description: string;
  readonly commands: readonly { readonly name: string; readonly description: string }[];
  readonly flags: readonly CompletedFlag[];
  /** What arguments may be; files where there are none. */
  readonly choices: readonly string[];
}

/** Every command there is, as it was declared; the program itself first. */
export function completionModel(
  command: Command,
  path: readonly string[] = [],
): CompletedCommand[] {
  const help = command.createHelp();
  return [
    {
      path,
      description: command.description(),
      commands: command.commands.map((one) => ({
        name: one.name(),
        description: one.description(),
      })),
      flags: help.visibleOptions(command).map(flagOf),
      choices: command.registeredArguments.flatMap(({ argChoices }) => argChoices ?? []),
    },
    ...command.commands.flatMap((inner) => completionModel(inner, [...path, inner.name()])),
  ];
}

function flagOf(option: Option): CompletedFlag {
  const { long, short, description, required, optional, argChoices } = option;
  const known = option instanceof CompletedOption ? option.known : undefined;
  return {
    names: [long, short].filter((name) => name !== undefined && name !== null),
    description,
    takesValue: required || optional,
    choices: known?.values ?? argChoices ?? [],
    isList: known?.isList === true,
  };
}
