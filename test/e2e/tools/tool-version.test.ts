import { CHROMIUM, JAVA, JAVA_COMPILER, MAVEN, PYTHON } from './required-tools';
import { describeProblem, judgeTool, type RequiredTool, type ToolVerdict } from './tool-version';

const good = (major: number, minor: number): ToolVerdict => ({
  kind: 'good',
  version: [major, minor],
});
const tooOld = (major: number, minor: number): ToolVerdict => ({
  kind: 'too-old',
  version: [major, minor],
});

describe('judgeTool', () => {
  it.each<[string, RequiredTool, string | undefined, ToolVerdict]>([
    ['Python', PYTHON, 'Python 3.11.7\n', good(3, 11)],
    ['the oldest Python', PYTHON, 'Python 3.10.0', good(3, 10)],
    ['a Python to come', PYTHON, 'Python 4.0.0a1', good(4, 0)],
    ['a Python whose minor version sorts before ten', PYTHON, 'Python 3.9.18', tooOld(3, 9)],
    ['Python 2, which writes to standard error', PYTHON, '\nPython 2.7.18\n', tooOld(2, 7)],
    ['a launcher without a Python', PYTHON, 'Python was not found; run …', { kind: 'unreadable' }],
    ['no Python', PYTHON, undefined, { kind: 'missing' }],
    [
      'OpenJDK 17',
      JAVA,
      'openjdk version "17.0.15" 2025-04-15\nOpenJDK Runtime Environment',
      good(17, 0),
    ],
    ['a first release', JAVA, 'openjdk version "21" 2023-09-19', good(21, 0)],
    ['an early access release', JAVA, 'openjdk version "27-ea" 2026-09-15', good(27, 0)],
    ['Oracle Java', JAVA, 'java version "17.0.1" 2021-10-19 LTS', good(17, 0)],
    [
      'Java that prints its options first',
      JAVA,
      'Picked up JAVA_TOOL_OPTIONS: -Dx="9.1"\nopenjdk version "17.0.2" 2022-01-18',
      good(17, 0),
    ],
    ['Java 11', JAVA, 'openjdk version "11.0.22" 2024-01-16', tooOld(11, 0)],
    ['Java 8, which calls itself 1.8', JAVA, 'java version "1.8.0_392"', tooOld(8, 0)],
    ['a stub', JAVA, 'Unable to locate a Java Runtime.', { kind: 'unreadable' }],
    ['a Java compiler', JAVA_COMPILER, 'javac 17.0.15', good(17, 0)],
    ['the compiler of Java 8', JAVA_COMPILER, 'javac 1.8.0_392', tooOld(8, 0)],
    ['Maven', MAVEN, 'Apache Maven 3.9.6 (bc0240f3c)\nJava version: 17', good(3, 9)],
    ['Maven in colours', MAVEN, '\u001b[1mApache Maven 3.8.7\u001b[m\n', good(3, 8)],
    ['Maven 3.5', MAVEN, 'Apache Maven 3.5.4', tooOld(3, 5)],
    ['Chromium of Debian', CHROMIUM, 'Chromium 156.0.8078.79 built on Debian', good(156, 0)],
    ['Chrome', CHROMIUM, 'Google Chrome 126.0.6478.126 ', good(126, 0)],
    ['an old Chromium', CHROMIUM, 'Chromium 90.0.4430.212', tooOld(90, 0)],
    ['a command that prints nothing', MAVEN, '', { kind: 'unreadable' }],
  ])('judges %s', (_what, tool, output, expected) => {
    expect(judgeTool(tool, output)).toEqual(expected);
  });
});

describe('describeProblem', () => {
  it('says what is needed, what there is, and what to do', () => {
    expect(
      describeProblem({ ...PYTHON, remedy: 'Install it.' }, [
        { command: 'python3', output: 'Python 3.9.18' },
        { command: 'python', output: undefined },
        { command: 'python3.12', output: '\n pyenv: python3.12: command not found\nmore' },
        { command: 'python3.11', output: '' },
      ]),
    ).toBe(
      [
        'Python 3.10 or later is needed.',
        '  "python3" is Python 3.9, which is too old.',
        '  There is no command "python".',
        '  "python3.12" does not say its version, but: pyenv: python3.12: command not found',
        '  "python3.11" does not say its version, but: nothing',
        '  Install it.',
      ].join('\n'),
    );
  });

  it.each([PYTHON, JAVA, JAVA_COMPILER, MAVEN, CHROMIUM])('has a remedy for $name', (tool) => {
    const problem = describeProblem(tool, [{ command: tool.commands[0], output: undefined }]);

    expect(problem).toMatch(
      / or later is needed\.\n.*There is no command ".*"\.\n {2}Install .+\.$/,
    );
  });
});
