import path from 'node:path';
import { CHROMIUM_COMMANDS } from '../../../tools/docs/browser';
import type { RequiredTool } from './tool-version';

/** The names with a minor version are those of systems whose default is older. */
export const PYTHON: RequiredTool = {
  name: 'Python',
  commands: ['python3', 'python', 'python3.13', 'python3.12', 'python3.11', 'python3.10'],
  versionArguments: ['--version'],
  versionPattern: /^Python (\d+)\.(\d+)/m,
  minimum: [3, 10],
  remedy: 'Install Python from https://www.python.org or with the package manager of the system.',
};

const JAVA_REMEDY =
  'Install a JDK, such as Eclipse Temurin from https://adoptium.net, and put its commands on the PATH or set JAVA_HOME.';

/** Java 8 called itself 1.8. */
export const JAVA: RequiredTool = {
  name: 'Java',
  commands: [javaCommand('java')],
  versionArguments: ['-version'],
  versionPattern: /^(?:openjdk|java) version "(?:1\.)?(\d+)(?:\.(\d+))?/m,
  minimum: [17, 0],
  remedy: JAVA_REMEDY,
};

/** A JRE has no compiler. */
export const JAVA_COMPILER: RequiredTool = {
  name: 'The Java compiler',
  commands: [javaCommand('javac')],
  versionArguments: ['-version'],
  versionPattern: /^javac (?:1\.)?(\d+)(?:\.(\d+))?/m,
  minimum: [17, 0],
  remedy: JAVA_REMEDY,
};

export const MAVEN: RequiredTool = {
  name: 'Maven',
  commands: ['mvn'],
  versionArguments: ['--batch-mode', '--version'],
  versionPattern: /Apache Maven (\d+)\.(\d+)/,
  minimum: [3, 6],
  remedy: 'Install Maven from https://maven.apache.org or with the package manager of the system.',
};

export const CHROMIUM: RequiredTool = {
  name: 'Chromium',
  commands: CHROMIUM_COMMANDS,
  versionArguments: ['--version'],
  versionPattern: /^(?:Chromium|Google Chrome)(?: for Testing)? (\d+)\.(\d+)/m,
  minimum: [120, 0],
  remedy:
    'Install the package chromium of Debian or Ubuntu (npm run e2e does so itself as root), or set CHROMIUM to the path of a Chromium or Chrome.',
};

/** A command of the JDK that `JAVA_HOME` names, as Maven takes it; else of the path. */
function javaCommand(name: string): string {
  const home = process.env['JAVA_HOME'];
  return home === undefined || home === '' ? name : path.join(home, 'bin', name);
}
