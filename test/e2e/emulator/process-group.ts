import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { runOrFail } from '../tools/commands';

/** Linux lists processes here, even without `ps`. */
const PROCESSES = '/proc';

interface Process {
  readonly group: number;
  readonly state: string;
  readonly command: string;
}

/** Command lines of the processes of a group. Those that have ended and wait to be reaped do not count. */
export async function commandsOfGroup(group: number): Promise<string[]> {
  const processes = existsSync(`${PROCESSES}/self/stat`) ? await fromFiles() : await fromPs();
  return processes
    .filter((process) => process.group === group && !process.state.startsWith('Z'))
    .map(({ command }) => command);
}

async function fromFiles(): Promise<Process[]> {
  const ids = (await readdir(PROCESSES)).filter((name) => /^\d+$/.test(name));
  const processes = ids.map(async (id) => {
    const folder = `${PROCESSES}/${id}`;
    const stat = await readFile(`${folder}/stat`, 'utf8');
    const command = await readFile(`${folder}/cmdline`, 'utf8');
    // The name of the command, in brackets, may hold anything.
    const [state = '', , group] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return { group: Number(group), state, command: command.replaceAll('\0', ' ').trim() };
  });
  // A process may end while it is looked at.
  const read = await Promise.allSettled(processes);
  return read.flatMap((result) => (result.status === 'fulfilled' ? result.value : []));
}

async function fromPs(): Promise<Process[]> {
  const columns = ['-A', '-ww', '-o', 'pgid=,stat=,command='];
  const { stdout } = await runOrFail('Listing processes', 'ps', columns);
  return stdout.split('\n').flatMap((line) => {
    const [, group, state = '', command = ''] = /^\s*(\d+)\s+(\S+)\s+(.*)$/.exec(line) ?? [];
    return group === undefined ? [] : { group: Number(group), state, command };
  });
}
