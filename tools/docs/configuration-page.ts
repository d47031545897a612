import { AWS_REGIONS } from '../../src/config/aws-regions';
import { allowedWords } from '../../src/config/config-key';
import { CONFIG_KEYS } from '../../src/config/config-keys';
import { ORGANIZATION_MEMBERS } from '../../src/config/structured-keys';

/** `docs/configuration.md`, from the table of keys. */
export function configurationPage(): string {
  const rows = Object.entries(CONFIG_KEYS).map(
    ([key, row]) =>
      `| \`${key}\` | ${cell(row.description)} | ${cell(allowedWords(row))} | ${row.defaultInWords ?? shown(row.default)} | \`${cell(row.example)}\` |`,
  );
  const members = Object.entries(ORGANIZATION_MEMBERS).map(
    ([member, { description, allowed }]) =>
      `| \`${member}\` | ${cell(description)} | ${cell(allowed)} |`,
  );
  return `# Configuration

You set thresholds, recipients and regions as CDK context: in \`cdk.json\` under \`context\`, or with \`-c key=value\` on the
command line, which wins. On the command line, write a list or an object as JSON. RegionSweep checks all settings before
it synthesizes anything and reports all problems at once. It refuses unknown keys.

| key | meaning | allowed | default | example |
|---|---|---|---|---|
${rows.join('\n')}

A key in \`rules\` takes precedence over the same key for all rules:

\`\`\`json
{ "context": { "minRegions": 10, "rules": { "describe-instances": { "minRegions": 12 } } } }
\`\`\`

\`minCalls\` has no effect unless it is greater than \`minRegions\`, because calls in ten regions are at least ten calls.
Without \`minCalls\` its default of 10 applies, even if \`minRegions\` is lower. A warning points out both cases.

RegionSweep refuses a configuration that disables every rule.

If \`groupBy\` lists several groupings, a sweep that several principals share is one finding. It belongs to the most
specific principal: \`arn\`, then \`accessKey\`, \`role\` and \`sourceIp\`, in whatever order you list them. Each further
grouping costs as much as the first: one write and one read per call ([ADR 9](adr/0009-several-groupings.md)).

## Regions

Every account has these regions: ${regionNames(false)}.

These regions are opt-in: ${regionNames(true)}.
You must enable them in every account. For a StackSet, enable them in its administrator account and the
[management account](https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-opt-in-regions.html) too.

RegionSweep refuses regions of other partitions (China, GovCloud, the European Sovereign Cloud, isolated partitions),
because EventBridge does not deliver events across partitions. If \`regions\` and the region of the hub are fewer than
the \`minRegions\` of a rule, that rule can never fire, and a warning says so.

## Organization

| member | meaning | allowed |
|---|---|---|
${members.join('\n')}

\`units\` and \`managementAccount\` require \`id\`. You can set the ID alone: \`-c organization=o-a1b2c3d4e5\`.

\`\`\`json
{
  "context": {
    "organization": {
      "id": "o-a1b2c3d4e5",
      "units": ["ou-a1b2-c3d4e5f6"],
      "managementAccount": "111122223333"
    }
  }
}
\`\`\`

## Slack

Before you deploy with \`slack\`, authorize the workspace once in the console of Amazon Q Developer in chat applications.`;
}

function regionNames(isOptIn: boolean): string {
  return AWS_REGIONS.filter((region) => region.isOptIn === isOptIn)
    .map(({ name }) => `\`${name}\``)
    .join(', ');
}

/** Text for a cell of a table. */
function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}

function shown(value: unknown): string {
  return value === undefined
    ? 'none'
    : `\`${typeof value === 'string' ? value : JSON.stringify(value)}\``;
}
