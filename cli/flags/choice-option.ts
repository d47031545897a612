import { InvalidArgumentError, Option } from 'commander';
import { nearest } from '../../src/config/nearest';

/** An option that takes one of the choices and refuses anything else with the nearest. */
export function choiceOption<Choice extends string>(
  flags: string,
  description: string,
  choices: readonly Choice[],
): Option {
  return new Option(flags, description)
    .choices(choices)
    .argParser((value: string) => choiceOf(value, choices));
}

/** @throws InvalidArgumentError, with the nearest choice. */
export function choiceOf<Choice extends string>(value: string, choices: readonly Choice[]): Choice {
  const choice = choices.find((known) => known === value);
  if (choice === undefined) {
    const near = nearest(value, choices);
    const hint = near === undefined ? '' : `; the nearest is ${near}`;
    throw new InvalidArgumentError(`Allowed choices are ${choices.join(', ')}${hint}.`);
  }
  return choice;
}
