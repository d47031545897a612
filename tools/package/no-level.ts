/** Stands in for the package `level`, which dynalite loads and, with its tables in memory, never opens. */
export class Level {
  constructor() {
    throw new Error('The embedded DynamoDB of the package keeps its tables in memory only.');
  }
}
