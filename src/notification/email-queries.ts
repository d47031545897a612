import { type Incident, leadOf } from '../detection/incident/incident';
import { accountIdOf, formatTime, searchStart } from './facts';
import { renderInsightsQuery } from './insights-query';
import { renderLookupCommand } from './lookup-command';
import { otherCallersOf } from './other-callers';
import type { ReadyQuery } from './principal-query';
import type { RenderOptions } from './render-options';
import { renderAthenaQuery, renderLakeQuery } from './sql-query';
import { INDENT, paragraph } from './text-layout';

/** The queries that step 2 asks for, each with what it runs on. */
export function queryLines(incident: Incident, options: RenderOptions): string[] {
  const finding = leadOf(incident);
  const { firstActivity } = incident;
  const others = otherCallersOf(incident);
  const accountId = accountIdOf(finding);
  const credentials = accountId === undefined ? 'the account' : `account ${accountId}`;
  const start = formatTime(searchStart(firstActivity));
  const lake =
    options.eventDataStore === undefined
      ? undefined
      : renderLakeQuery(finding, options.eventDataStore, firstActivity, others);
  return [
    ...paragraph(
      `These answer step 2. They cover the time from one hour before the first activity (${start}) until now.`,
    ),
    ...query(
      `CloudTrail event history, for the last 90 days. Run it with credentials of ${credentials}:`,
      renderLookupCommand(finding, options, firstActivity, others),
    ),
    ...query(
      `CloudWatch Logs Insights, on the log group of your trail. Set the start of the time range to ${start}:`,
      renderInsightsQuery(finding, others),
    ),
    ...query(
      'Athena, on the table that CloudTrail creates. If the table has partitions, add conditions on them, or the query reads the whole trail:',
      renderAthenaQuery(finding, firstActivity, others),
    ),
    ...(lake === undefined ? [] : query('CloudTrail Lake:', lake)),
  ];
}

function query(title: string, { lines, remarks }: ReadyQuery): string[] {
  return [
    '',
    ...paragraph(title),
    ...remarks.flatMap((remark) => paragraph(remark)),
    ...lines.map((line) => `${INDENT}  ${line}`),
  ];
}
