/** A limit for a figure, in the unit of the figure. */
export type Budget = ({ readonly atMost: number } | { readonly atLeast: number }) & {
  /** What limits the budget, such as the case it holds for. */
  readonly note?: string;
};

/** One figure, written as a line of JSON. */
export interface Measurement {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** What was measured, as far as the name does not say. */
  readonly on?: string;
  readonly budget?: Budget;
  /** Whether the value as written keeps the budget. Present if there is a budget. */
  readonly met?: boolean;
}

/** A figure with its budget, if it has one, and whether it keeps it. */
export function figure(
  name: string,
  value: number,
  unit: string,
  on: string,
  budget?: Budget,
): Measurement {
  const measured = { name, value, unit, on };
  if (budget === undefined) {
    return measured;
  }
  const met = 'atMost' in budget ? value <= budget.atMost : value >= budget.atLeast;
  return { ...measured, budget, met };
}

/** Three significant digits. */
export function rounded(value: number): number {
  return Number(value.toPrecision(3));
}
