import type { RuleSettings } from '../detection/model';
import { matchUnder, RULES, type RuleId } from '../detection/rules/rule-catalog';
import { formatSecond } from '../detection/time';
import { type HistoryPart, isWholeHistory } from '../trail/find/history-part';
import { deliveryOf, projectionStart } from './partition-time';
import { partitioningOf, projection } from './partitions';
import { type AthenaTable, missingColumns } from './table';

type Settings = Readonly<Record<RuleId, RuleSettings>>;

/** The columns that a table lacks and without which calls of the enabled rules cannot be found. */
export function neededColumns(table: AthenaTable, settings: Settings): readonly string[] {
  const { needed, wanted } = missingColumns(table);
  const usesParameters = RULES.some(
    (rule) =>
      settings[rule.id].enabled &&
      matchUnder(rule, settings[rule.id]).requestParameters !== undefined,
  );
  return usesParameters && wanted.includes('requestparameters')
    ? [...needed, 'requestparameters']
    : needed;
}

/** What a query of the table cannot show, and what makes it expensive, in sentences. @param now in seconds. */
export function coverageWarnings(
  table: AthenaTable,
  settings: Settings,
  part: HistoryPart,
  now: number,
): string[] {
  return [
    ...lackWarnings(table),
    ...pruningWarnings(table, part),
    ...rangeWarnings(table, part, now),
    ...listWarnings(table, part),
    ...regionWarnings(table, settings),
  ];
}

function lackWarnings(table: AthenaTable): string[] {
  const { wanted } = missingColumns(table);
  return wanted.length === 0
    ? []
    : [`The table has no column ${wanted.join(', ')}, so findings lack that evidence.`];
}

function pruningWarnings(table: AthenaTable, part: HistoryPart): string[] {
  const { prunes } = partitioningOf(table, part);
  const flags = (['from', 'to', 'accounts', 'regions'] as const)
    .filter((limit) => part[limit] !== undefined && prunes[limit] === undefined)
    .map((limit) => `--${limit}`);
  if (isWholeHistory(part)) {
    return ['Athena scans the whole table. Add --from and --to to scan less.'];
  }
  return flags.length === 0
    ? []
    : [
        `The table has no partitions that ${flags.join(' and ')} can select, so the scan is not smaller for ${flags.length === 1 ? 'this flag' : 'these flags'}. docs/athena.md has a table that is partitioned by account, region and day.`,
      ];
}

/** Partition projection hides what is outside its range, so a history would look clean without this warning. */
function rangeWarnings(table: AthenaTable, part: HistoryPart, now: number): string[] {
  const { from } = deliveryOf(part);
  return table.partitionKeys.flatMap((key) => {
    const start = projectionStart(projection(table, key, 'range'), now);
    const isDate = projection(table, key, 'type') === 'date';
    return isDate && start !== undefined && from !== undefined && from < start
      ? [
          `The table shows nothing before ${formatSecond(Math.floor(start))}: its property projection.${key}.range begins there. Change the property, or read the earlier files with s3://.`,
        ]
      : [];
  });
}

/** It hides accounts and regions that are not in its lists, too. */
function listWarnings(table: AthenaTable, { accounts = [], regions = [] }: HistoryPart): string[] {
  return table.partitionKeys.flatMap((key) => {
    if (projection(table, key, 'type') !== 'enum') {
      return [];
    }
    const values = projection(table, key, 'values').split(',');
    const asked = key.includes('region') ? regions : key.includes('account') ? accounts : [];
    const missing = asked.filter((value) => !values.includes(value));
    return missing.length === 0
      ? []
      : [
          `The table does not show ${missing.join(', ')}: its property projection.${key}.values lacks ${missing.length === 1 ? 'it' : 'them'}.`,
        ];
  });
}

const ONE_REGION = /\/CloudTrail\/([a-z]{2,}(?:-[a-z]+)+-\d+)(?:\/|$)/;

function regionWarnings(table: AthenaTable, settings: Settings): string[] {
  const { parameters } = table;
  const place = parameters['storage.location.template'] ?? parameters['location'] ?? '';
  const [, one] = ONE_REGION.exec(place) ?? [];
  const listed = table.partitionKeys
    .filter((key) => key.includes('region') && projection(table, key, 'type') === 'enum')
    .flatMap((key) => projection(table, key, 'values').split(','));
  const regions = one === undefined ? listed : [one];
  const enabled = RULES.filter((rule) => settings[rule.id].enabled);
  const fewest = Math.min(...enabled.map((rule) => settings[rule.id].minRegions));
  return regions.length === 0 || regions.length >= fewest
    ? []
    : [
        `The table covers ${regions.length === 1 ? `the region ${regions[0]} only` : `${regions.length} regions`}, and a sweep needs calls in ${fewest} regions. It cannot show a sweep. Use a table over all regions; docs/athena.md has one.`,
      ];
}
