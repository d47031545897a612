import { AWS_REGIONS } from '../../src/config/aws-regions';
import { allowedWords } from '../../src/config/config-key';
import { CONFIG_KEYS } from '../../src/config/config-keys';
import { ORGANIZATION_MEMBERS, TRAIL_MEMBERS } from '../../src/config/structured-keys';
import { table } from './markdown';

/** The generated parts of `docs/configuration.md`. */
export function configurationParts(): Readonly<Record<string, string>> {
  return {
    keys: table(
      ['key', 'meaning', 'allowed', 'default', 'example'],
      Object.entries(CONFIG_KEYS).map(([key, row]) => [
        `\`${key}\``,
        row.description,
        allowedWords(row, (value) => `\`${value}\``),
        row.defaultInWords ?? shown(row.default),
        `\`${row.example}\``,
      ]),
    ),
    regions: regionNames(false),
    'opt-in-regions': regionNames(true),
    organization: membersOf(ORGANIZATION_MEMBERS),
    trail: membersOf(TRAIL_MEMBERS),
  };
}

function membersOf(members: typeof ORGANIZATION_MEMBERS | typeof TRAIL_MEMBERS): string {
  return table(
    ['member', 'meaning', 'allowed'],
    Object.entries(members).map(([member, { description, allowed }]) => [
      `\`${member}\``,
      description,
      allowed,
    ]),
  );
}

function regionNames(isOptIn: boolean): string {
  const regions = AWS_REGIONS.filter((region) => region.isOptIn === isOptIn);
  return `\`\`\`text\n${regions.map(({ name }) => name).join('\n')}\n\`\`\``;
}

function shown(value: unknown): string {
  return value === undefined
    ? 'none'
    : `\`${typeof value === 'string' ? value : JSON.stringify(value)}\``;
}
