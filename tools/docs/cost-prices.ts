import { MONTHLY_PRICES, PRICES_AS_OF, type Price, USAGE_PRICES } from '../cost/list-prices';

/** The prices that the page multiplies by, each with its source. */
export function pricesSection(): string {
  return `## Prices

List prices of us-east-1, looked up in ${PRICES_AS_OF}, partly in summaries of the pages named here rather than on the pages
themselves: check those that your decision rests on. They differ by region and change. They are kept in
\`tools/cost/list-prices.ts\`.

| for | how many | US$ | source |
|---|---|---|---|
${Object.values(USAGE_PRICES)
  .map((price) => row(price))
  .join('\n')}
${Object.values(MONTHLY_PRICES)
  .map((price) => row(price, ', by the month'))
  .join('\n')}`;
}

function row({ dollars, units, unit, source }: Price, during = ''): string {
  return `| ${unit}${during} | ${units.toLocaleString('en-US')} | ${dollars} | ${source} |`;
}
