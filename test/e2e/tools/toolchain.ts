/**
 * What `npm run e2e` needs beyond Node, in `.e2e` at the root of the project: packages from PyPI and npm, and jars
 * from Maven Central, or from the mirrors that pip, npm and Maven are configured to use. It changes nothing else on the
 * machine, except that it installs Chromium with apt-get if Chromium is missing and this is root.
 *
 * The global setup of the tier calls {@link prepareToolchain} before a test runs; tests ask for paths.
 */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { NO_SUCH_COMMAND, runCommand, runOrFail } from './commands';
import { CHROMIUM, JAVA, JAVA_COMPILER, MAVEN, PYTHON } from './required-tools';
import { describeProblem, judgeTool, type RequiredTool, type VersionAnswer } from './tool-version';

const PROJECT_ROOT = path.join(__dirname, '../../..');

/** Folder for everything the tier installs or leaves behind; git ignores it, and it may be deleted at any time. */
export const CACHE = path.join(PROJECT_ROOT, '.e2e');

const REQUIREMENTS = path.join(__dirname, 'requirements.txt');
const PYTHON_HOME = path.join(CACHE, 'python');

const NODE_PACKAGES = path.join(__dirname, 'node-packages.txt');
/** Folder with the `node_modules` of the packages from npm, for programs that import them. */
export const NODE_HOME = path.join(CACHE, 'node');

/** Folders of `test/e2e/tools/java`; the `pom.xml` in each names the jars. */
const JAVA_LIBRARIES = ['dynamodb-local', 'event-ruler'] as const;
export type JavaLibrary = (typeof JAVA_LIBRARIES)[number];

/** The machine lacks a program, or something could not be installed. The message is for people and complete. */
export class ToolchainError extends Error {
  override readonly name = 'ToolchainError';
}

/** Path of a command of the Python environment: `python`, `ministack`, `cfn-lint`, … */
export function pythonTool(name: string): string {
  return path.join(PYTHON_HOME, 'bin', name);
}

/** Class path of a library with its dependencies, for {@link javaCommand}. */
export function javaClasspath(library: JavaLibrary): string {
  return path.join(javaHome(library), '*');
}

/** Folder with what of a library is not Java, for the system property `java.library.path`. */
export function javaLibraryPath(library: JavaLibrary): string {
  return javaHome(library);
}

/** The `java` command: Java 17 or later. */
export function javaCommand(): string {
  return JAVA.commands[0];
}

/**
 * Installs what is missing, or was installed in other versions.
 *
 * @param say receives a sentence about each step that takes long.
 * @throws ToolchainError with everything that is missing at once.
 */
export async function prepareToolchain(say: (sentence: string) => void): Promise<void> {
  await prepareChromium(say);
  const found = await Promise.all([PYTHON, JAVA, JAVA_COMPILER, MAVEN, CHROMIUM].map(findTool));
  const problems = found.flatMap(({ problem }) => problem ?? []);
  const [python, , , maven] = found.map(({ command }) => command);
  if (problems.length > 0 || python === undefined || maven === undefined) {
    throw new ToolchainError(
      `This machine lacks something that npm run e2e needs.\n\n${problems.join('\n\n')}`,
    );
  }
  try {
    await preparePython(python, say);
    await prepareNodePackages(say);
    for (const library of JAVA_LIBRARIES) {
      await prepareJava(library, maven, say);
    }
  } catch (error) {
    throw new ToolchainError(error instanceof Error ? error.message : String(error));
  }
}

async function findTool(tool: RequiredTool): Promise<{ command?: string; problem?: string }> {
  const answers: VersionAnswer[] = [];
  for (const command of tool.commands) {
    const { exitCode, stdout, stderr } = await runCommand(command, tool.versionArguments);
    const output = exitCode === NO_SUCH_COMMAND ? undefined : `${stdout}\n${stderr}`;
    if (judgeTool(tool, output).kind === 'good') {
      return { command };
    }
    answers.push({ command, output });
  }
  return { problem: describeProblem(tool, answers) };
}

/** Installs Chromium where that is possible; otherwise, the problem is reported with the others. */
async function prepareChromium(say: (sentence: string) => void): Promise<void> {
  const isRoot = process.getuid?.() === 0;
  if (!isRoot || (await findTool(CHROMIUM)).command !== undefined) {
    return;
  }
  const { exitCode } = await runCommand('apt-get', ['--version']);
  if (exitCode !== 0) {
    return;
  }
  say('Installing Chromium by apt-get.');
  const install = ['install', '--yes', '--no-install-recommends', 'chromium'];
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  // The list of packages may be missing, or old.
  const attempt = await runCommand('apt-get', install, { environment });
  if (attempt.exitCode !== 0) {
    await runCommand('apt-get', ['update'], { environment });
    await runCommand('apt-get', install, { environment });
  }
}

async function preparePython(python: string, say: (sentence: string) => void): Promise<void> {
  await installOnce(PYTHON_HOME, REQUIREMENTS, async () => {
    say('Installing the Python packages of test/e2e/tools/requirements.txt into .e2e.');
    await runOrFail(
      'Making a Python environment (Debian and Ubuntu need the package python3-venv for it)',
      python,
      ['-m', 'venv', PYTHON_HOME],
    );
    await runOrFail('Installing Python packages', pythonTool('python'), [
      ...['-m', 'pip', 'install', '--quiet', '--no-input', '--disable-pip-version-check'],
      ...['--requirement', REQUIREMENTS],
    ]);
  });
}

async function prepareNodePackages(say: (sentence: string) => void): Promise<void> {
  await installOnce(NODE_HOME, NODE_PACKAGES, async () => {
    say('Installing the npm packages of test/e2e/tools/node-packages.txt into .e2e.');
    const lines = (await readFile(NODE_PACKAGES, 'utf8')).trim().split('\n');
    const packages = lines.filter((line) => !line.startsWith('#'));
    // Without a package.json of its own, npm would install into that of the project.
    await writeFile(path.join(NODE_HOME, 'package.json'), '{"private":true}');
    await runOrFail(
      'Installing npm packages',
      'npm',
      ['install', '--no-save', '--no-audit', '--no-fund', '--ignore-scripts', ...packages],
      { folder: NODE_HOME },
    );
  });
}

async function prepareJava(
  library: JavaLibrary,
  maven: string,
  say: (sentence: string) => void,
): Promise<void> {
  const pom = path.join(__dirname, 'java', library, 'pom.xml');
  await installOnce(javaHome(library), pom, async () => {
    say(`Fetching the jars of test/e2e/tools/java/${library}/pom.xml into .e2e.`);
    await runOrFail('Fetching jars', maven, [
      ...['--quiet', '--batch-mode', '--file', pom],
      ...['dependency:copy-dependencies', `-DoutputDirectory=${javaHome(library)}`],
    ]);
  });
}

function javaHome(library: JavaLibrary): string {
  return path.join(CACHE, 'java', library);
}

/** Installs into an empty folder, unless it has been done to the end for the same list and the same place. */
async function installOnce(
  folder: string,
  list: string,
  install: () => Promise<void>,
): Promise<void> {
  const marker = path.join(folder, 'installed');
  const wanted = createHash('sha256')
    .update(folder)
    .update(await readFile(list))
    .digest('hex');
  if (existsSync(marker) && (await readFile(marker, 'utf8')) === wanted) {
    return;
  }
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await install();
  await writeFile(marker, wanted);
}
