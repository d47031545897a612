import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { bashScript } from '../../cli/completion/bash-script';
import { completionModel } from '../../cli/completion/completion-model';
import { zshScript } from '../../cli/completion/zsh-script';
import { PROCESS_TERMINAL } from '../../cli/process-terminal';
import { createProgram } from '../../cli/program';

const MODEL = completionModel(createProgram(PROCESS_TERMINAL, () => {}));

let folder: string;
let script: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'regionsweep-'));
  script = path.join(folder, 'completion.bash');
  writeFileSync(script, bashScript('regionsweep', MODEL));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What bash offers for a line whose last word is being typed. */
function offered(...words: string[]): string[] {
  const line = ['regionsweep', ...words];
  const program = `source "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _regionsweep; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const output = execFileSync('bash', ['-c', program, 'bash', script, ...line], {
    encoding: 'utf8',
  });
  return output.split('\n').filter((word) => word !== '');
}

describe('the completion of bash', () => {
  it('offers the commands', () => {
    expect(offered('')).toEqual(
      expect.arrayContaining(['replay', 'tune', 'explain', 'redrive', 'allowlist', 'completion']),
    );
    expect(offered('re')).toEqual(expect.arrayContaining(['replay', 'redrive']));
    expect(offered('tu')).toEqual(['tune']);
  });

  it.each<[string, string[], string[]]>([
    ['flags of a command', ['replay', '--min'], ['--min-regions', '--min-calls']],
    ['flags after a path', ['tune', './AWSLogs', '--grid-r'], ['--grid-regions']],
    ['commands of a command', ['allowlist', 'v'], ['validate']],
    ['flags of these', ['allowlist', 'check', '--as'], ['--as-of']],
    [
      'values of a flag',
      ['replay', '--format', ''],
      ['table', 'ndjson', 'json', 'csv', 'ocsf', 'asff'],
    ],
    ['values that are begun', ['replay', '--rule', 'get'], ['get-service-quota']],
    ['values of a key', ['replay', '--windowing', ''], ['sliding', 'tumbling']],
    ['severities', ['explain', '--notify-from', 'm'], ['medium']],
    ['values of a list', ['replay', '--group-by', 'a'], ['arn', 'accessKey']],
    ['the next value of a list', ['replay', '--group-by', 'arn,ro'], ['arn,role']],
    ['values to try', ['tune', '--grid-windowing', 'sliding,t'], ['sliding,tumbling']],
    ['groupings to try', ['tune', '--grid-group-by', 'arn,role,s'], ['arn,role,sourceIp']],
    ['values of an argument', ['completion', 'z'], ['zsh']],
    ['flags of the program', ['--ver'], ['--version']],
    ['nothing for what is no flag', ['tune', '--nosuch'], []],
    ['no words where a file belongs', ['tune', '--write-context', 'c'], []],
    ['no words for a path', ['replay', 'x'], []],
  ])('offers %s', (_what, words, expected) => {
    expect(offered(...words).sort()).toEqual([...expected].sort());
  });

  it.each(MODEL.map((command) => [command.path.join(' '), command] as const))(
    'offers every flag of "%s"',
    (_name, { path: words, flags }) => {
      const names = flags.flatMap((flag) => flag.names);

      expect(names.length).toBeGreaterThan(0);
      expect(offered(...words, '-').sort()).toEqual(names.sort());
    },
  );
});

describe('the completion of zsh', () => {
  const text = zshScript('regionsweep', MODEL);

  it('has a function for each command, and every flag', () => {
    for (const { path: words, flags } of MODEL) {
      expect(text).toContain(`\n${['_regionsweep', ...words].join('_')}() {`);
      for (const name of flags.flatMap((flag) => flag.names)) {
        expect(text).toContain(`'*${name}[`);
      }
    }
  });

  it('completes values, and lists of them', () => {
    expect(text).toMatch(/'\*--windowing\[[^\]]*\]:value:\(sliding tumbling\)'/);
    expect(text).toMatch(/'\*--group-by\[[^\]]*\]:value:_values -s , value arn /);
    expect(text).toMatch(/'\*--grid-group-by\[[^\]]*\]:value:_values -s , value arn /);
  });

  it('has the same quotes and brackets open as closed', () => {
    // What bash can read of it: no quote is left open. zsh itself may not be there.
    const withoutQuoted = text.replace(/'\\''/g, '').replace(/'[^']*'/g, '');

    expect(withoutQuoted).not.toContain("'");
    expect(withoutQuoted.split('{').length).toBe(withoutQuoted.split('}').length);
  });
});
