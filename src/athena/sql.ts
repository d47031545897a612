/** How names and values are written in the SQL of Athena, which is that of Trino. */

export function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** A condition that a column has one of the texts. */
export function oneOf(column: string, texts: readonly string[]): string {
  const [first = '', ...others] = texts.map(literal);
  return others.length === 0
    ? `${column} = ${first}`
    : `${column} IN (${[first, ...others].join(', ')})`;
}
