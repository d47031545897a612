/** An amount as it is shown, to go on with: what is rounded line by line adds up on the page as well. */
export function roundedTo(places: number, dollars: number): number {
  return Number(dollars.toFixed(places));
}

/** Cents and no less, or more digits: `$0.10`, `$1.206`. */
export function dollarText(dollars: number, places = 2): string {
  return `$${dollars.toFixed(places)}`;
}

/** Two digits, however small, of an amount above zero: `$0.000021`. */
export function smallDollarText(dollars: number): string {
  const places = Math.max(2, 1 - Math.floor(Math.log10(dollars)));
  return `$${dollars.toFixed(places)}`;
}
