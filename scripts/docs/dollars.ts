/** Cents and no less: `$0.10`. */
export function dollarText(dollars: number): string {
  return `$${dollars.toFixed(2)}`;
}

/** Two digits, however small, of an amount above zero: `$0.000021`. */
export function smallDollarText(dollars: number): string {
  const places = Math.max(2, 1 - Math.floor(Math.log10(dollars)));
  return `$${dollars.toFixed(places)}`;
}
