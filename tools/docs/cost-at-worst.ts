import { DEFAULT_CONFIG } from '../../src/config/defaults';
import { dollarText, roundedTo } from './dollars';

const MILLION = 1_000_000;

/** What an attack is billed by. Dollars are by the million calls but for the notification. */
export interface AttackTariff {
  /** Calls of many principals, by ingestion. */
  readonly calls: { readonly direct: number; readonly queue: number };
  /** Calls of one principal that floods a window, by ingestion. */
  readonly flood: { readonly direct: number; readonly queue: number };
  readonly forwarded: number;
  /** A notification with one e-mail and Slack. */
  readonly notification: number;
}

/** What someone who wants it to cost something can make it cost, and what to do about it. */
export function atWorstSection({ calls, flood, forwarded, notification }: AttackTariff): string {
  const callsOfASweep = Math.max(DEFAULT_CONFIG.minRegions, DEFAULT_CONFIG.minCalls);
  const sweeps = Math.floor(MILLION / callsOfASweep);
  const sweepsText = sweeps.toLocaleString('en-US');
  return `## At worst

Whoever may call decides how many calls there are. EC2 [limits][throttling] them by account and region; RegionSweep does not.
By the million calls, all forwarded:

| what is done | notifications | handled, direct | handled, queue | forwarded | notified | sum, direct | sum, queue |
|---|---|---|---|---|---|---|---|
${attackRow('one principal floods a window', '1', flood, forwarded, 0)}
${attackRow(`a sweep of ${callsOfASweep} calls by another principal each time`, sweepsText, calls, forwarded, sweeps * notification)}

The second is the dear one. With \`groupBy: arn\`, the default, a session of a role is a principal, and whoever assumes a role
chooses the name of the session: with the default thresholds, ${callsOfASweep} calls in ${DEFAULT_CONFIG.minRegions} regions under a new name are a finding. **Nothing
bounds the number of sweeps**: ${sweepsText} notifications are as many e-mails to each address, at ${dollarText(notification, 6)} with one
address and Slack. Handling is taken to cost what calls of [many principals](#by-the-million-calls) do.

Nor does direct ingestion bound how many invocations run at once: they share the Lambda concurrency of the account with
its other functions.

What to do:

- \`groupBy: role\` puts all sessions of a role under the role. More principals then take more roles or users.
- \`ingestion: queue\` lets ten invocations run at once. It costs more and makes calls wait, and leaves the Lambda concurrency
  of the account to others.
- An [AWS budget][budgets] of each account tells when money is spent, within a day or so. The dashboard shows calls and
  notifications within minutes. RegionSweep sets no budget up.

[throttling]: https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-throttling.html
[budgets]: https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-managing-costs.html`;
}

function attackRow(
  what: string,
  notifications: string,
  handled: AttackTariff['calls'],
  forwarded: number,
  notified: number,
): string {
  const cents = (dollars: number): number => roundedTo(2, dollars);
  const parts = [forwarded, notified].map(cents);
  const sum = (ingestion: keyof typeof handled): number =>
    [cents(handled[ingestion]), ...parts].reduce((a, b) => a + b);
  return [
    `| ${what}`,
    notifications,
    dollarText(handled.direct),
    dollarText(handled.queue),
    ...parts.map((dollars) => dollarText(dollars)),
    `**${dollarText(sum('direct'))}**`,
    `**${dollarText(sum('queue'))}** |`,
  ].join(' | ');
}
