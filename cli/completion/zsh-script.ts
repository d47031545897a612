import type { CompletedCommand, CompletedFlag } from './completion-model';
import { quoted } from './quoted';

/**
 * A completion for zsh, with descriptions.
 *
 * @see https://zsh.sourceforge.io/Doc/Release/Completion-System.html
 */
export function zshScript(name: string, commands: readonly CompletedCommand[]): string {
  return `#compdef ${name}
# zsh completion of ${name}. Put it where it is read, after compinit: eval "$(${name} completion zsh)"
${commands.map((command) => functionOf(name, command)).join('\n')}
compdef _${name} ${name}
`;
}

function functionOf(name: string, { path, commands, flags, choices }: CompletedCommand): string {
  const specs = flags.flatMap(flagSpecs);
  const inner = commands.map((one) => quoted(`${one.name}:${plain(one.description)}`));
  const rest =
    commands.length > 0
      ? [quoted('1: :->command'), quoted('*:: :->rest')]
      : [quoted(choices.length > 0 ? `*:value:(${choices.join(' ')})` : '*:file:_files')];
  const dispatch =
    commands.length === 0
      ? ''
      : `
  case $state in
    command)
      local -a commands=(${inner.join(' ')})
      _describe command commands ;;
    rest)
      case $words[1] in
${commands.map((one) => `        ${one.name}) ${functionName(name, [...path, one.name])} ;;`).join('\n')}
      esac ;;
  esac`;
  return `${functionName(name, path)}() {
  local curcontext="$curcontext" state line
  _arguments -C ${[...specs, ...rest].join(' \\\n    ')}${dispatch}
}`;
}

function flagSpecs({ names, description, takesValue, choices, isList }: CompletedFlag): string[] {
  const words = choices.join(' ');
  const oneOrSeveral = isList ? `:value:_values -s , value ${words}` : `:value:(${words})`;
  const value = choices.length > 0 ? oneOrSeveral : ':value:_files';
  return names.map((flag) => quoted(`*${flag}[${plain(description)}]${takesValue ? value : ''}`));
}

/** Brackets and colons mean something in a specification. */
function plain(text: string): string {
  return text
    .replace(/[[\]:\\]/g, ' ')
    .replace(/\s+/g, ' ')
    .slice(0, 100)
    .trim();
}

function functionName(name: string, path: readonly string[]): string {
  return ['', name, ...path].join('_');
}
