import type { CompletedCommand, CompletedFlag } from './completion-model';
import { quoted } from './quoted';

/**
 * A completion for bash, 3.2 or later, without a library: for each command its commands, flags and the values of flags;
 * files elsewhere.
 *
 * @see https://www.gnu.org/software/bash/manual/html_node/Programmable-Completion.html
 */
export function bashScript(name: string, commands: readonly CompletedCommand[]): string {
  return `# bash completion of ${name}. Put it where it is read: eval "$(${name} completion bash)"
_${name}() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}" path='' words='' begun='' word index
  # Of a list: what is before the value that is being typed.
  [[ "$current" == *,* ]] && begun="\${current%,*},"
  for ((index = 1; index < COMP_CWORD; index++)); do
    word="\${COMP_WORDS[index]}"
    case "$path $word" in
${commands
  .filter(({ path }) => path.length > 0)
  .map(
    ({ path }) => `      ${quoted(` ${path.join(' ')}`)}) path=${quoted(` ${path.join(' ')}`)} ;;`,
  )
  .join('\n')}
    esac
  done
  case "$path $previous" in
${commands.flatMap(valueCases).join('\n')}
  esac
  case "$path" in
${commands.map(wordCase).join('\n')}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
  if [[ \${#COMPREPLY[@]} -eq 0 && "$current" != -* ]]; then
    compopt -o default 2>/dev/null
  fi
}
complete -o bashdefault -o default -F _${name} ${name}
`;
}

/** Cases for the word after a flag that takes a value. */
function valueCases({ path, flags }: CompletedCommand): string[] {
  return flags
    .filter(({ takesValue }) => takesValue)
    .map(({ names, choices, isList }) => {
      const pattern = names.map((name) => quoted(pathText(path, name))).join('|');
      const reply =
        choices.length === 0
          ? 'COMPREPLY=(); compopt -o default 2>/dev/null; return'
          : isList
            ? `COMPREPLY=($(compgen -P "$begun" -W ${quoted(choices.join(' '))} -- "\${current##*,}")); return`
            : `COMPREPLY=($(compgen -W ${quoted(choices.join(' '))} -- "$current")); return`;
      return `    ${pattern}) ${reply} ;;`;
    });
}

/** The case for what may stand elsewhere. Where files are arguments, flags come up once a dash is there. */
function wordCase({ path, commands, flags, choices }: CompletedCommand): string {
  const words = [...commands.map(({ name }) => name), ...choices];
  const names = flags.flatMap((flag: CompletedFlag) => flag.names);
  const pattern = quoted(path.length === 0 ? '' : ` ${path.join(' ')}`);
  return `    ${pattern}) words=${quoted(words.join(' '))}; [[ "$current" == -* ]] && words=${quoted(names.join(' '))} ;;`;
}

function pathText(path: readonly string[], word: string): string {
  return `${path.map((part) => ` ${part}`).join('')} ${word}`;
}
