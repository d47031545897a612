import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { runOrFail } from '../tools/commands';
import { CACHE, javaClasspath, javaCommand } from '../tools/toolchain';

/** The verdict of Event Ruler on an event. */
export type RulerVerdict =
  | { readonly matches: readonly string[] }
  /** It does not take the event; with its reason. */
  | { readonly rejected: string }
  /** Its answer depends on how it is set up. */
  | { readonly contradiction: string };

/**
 * Puts events to Event Ruler, the engine inside EventBridge.
 *
 * @param patterns event patterns by id.
 * @param events JSON texts, without line ends.
 * @returns a verdict for each event, with the ids of the patterns that let it through.
 * @see https://github.com/aws/event-ruler
 */
export async function runEventRuler(
  patterns: Readonly<Record<string, object>>,
  events: readonly string[],
): Promise<RulerVerdict[]> {
  const folder = await mkdtemp(path.join(CACHE, 'event-ruler-'));
  try {
    const patternsFile = path.join(folder, 'patterns.json');
    const eventsFile = path.join(folder, 'events.ndjson');
    await writeFile(patternsFile, JSON.stringify(patterns));
    await writeFile(eventsFile, events.map((event) => `${event}\n`).join(''));
    const { stdout } = await runOrFail('Event Ruler', javaCommand(), [
      ...['-Dfile.encoding=UTF-8', '-cp', javaClasspath('event-ruler')],
      ...[path.join(__dirname, 'Verdicts.java'), patternsFile, eventsFile],
    ]);
    const verdicts = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as RulerVerdict);
    if (verdicts.length !== events.length) {
      throw new Error(`Event Ruler gave ${verdicts.length} verdicts for ${events.length} events.`);
    }
    return verdicts;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
