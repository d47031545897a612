/** What a figure has to keep, in the unit of the figure. */
export type Budget = ({ readonly atMost: number } | { readonly atLeast: number }) & {
  /** What else has to be known to judge by it, such as what it holds for. */
  readonly note?: string;
};

/** One figure, written as a line of JSON. */
export interface Measurement {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** What it was measured on, as far as the name does not say. */
  readonly on?: string;
  readonly budget?: Budget;
  /** Whether the value as it is written keeps the budget. It is there where a budget is. */
  readonly met?: boolean;
}

/** A figure with its budget, if it has one, and whether it keeps it. */
export function withBudget(
  figure: Omit<Measurement, 'budget' | 'met'>,
  budget: Budget | undefined,
): Measurement {
  return budget === undefined ? figure : { ...figure, budget, met: keeps(figure.value, budget) };
}

function keeps(value: number, budget: Budget): boolean {
  return 'atMost' in budget ? value <= budget.atMost : value >= budget.atLeast;
}

/** A figure with as many digits as it deserves. */
export function rounded(value: number): number {
  return Number(value.toPrecision(3));
}
