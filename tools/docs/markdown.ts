/** A table of Markdown. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), `|${'---|'.repeat(head.length)}`, ...rows.map(line)].join('\n');
}

/**
 * A page with its generated parts replaced. A part is between the comments `generated <name>` and `/generated <name>`;
 * everything else is written by hand.
 *
 * @throws Error when the page has no place for a part.
 */
export function withParts(page: string, parts: Readonly<Record<string, string>>): string {
  let filled = page;
  for (const [name, text] of Object.entries(parts)) {
    const [begin, end] = [`<!-- generated ${name} -->\n`, `<!-- /generated ${name} -->`];
    const [from, to] = [filled.indexOf(begin) + begin.length, filled.indexOf(end)];
    if (from < begin.length || to < from) {
      throw new Error(
        `The page has no place for the part "${name}". Add "${begin.trim()}" and "${end}".`,
      );
    }
    filled = `${filled.slice(0, from)}\n${text}\n\n${filled.slice(to)}`;
  }
  return filled;
}
