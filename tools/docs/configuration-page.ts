import { AWS_REGIONS } from '../../src/config/aws-regions';
import { CONFIG_KEYS } from '../../src/config/config-keys';
import { ORGANIZATION_MEMBERS } from '../../src/config/organization-members';

/** `docs/configuration.md`, from the declarations of the keys. */
export function configurationPage(): string {
  const rows = Object.entries(CONFIG_KEYS).map(
    ([key, { description, defaultValue, defaultInWords, allowed, example }]) =>
      `| \`${key}\` | ${cell(description)} | ${cell(allowed)} | ${defaultInWords ?? shown(defaultValue)} | \`${cell(example)}\` |`,
  );
  const members = Object.entries(ORGANIZATION_MEMBERS).map(
    ([member, { description, allowed }]) =>
      `| \`${member}\` | ${cell(description)} | ${cell(allowed)} |`,
  );
  return `# Configuration

Made from \`src/config\` by \`npm run docs\`.

Settings are CDK context: in \`cdk.json\` under \`context\`, or \`-c key=value\` on the command line, where a list or an
object is JSON. The command line wins. Everything is checked before anything is synthesized, and all problems are
reported at once. Keys that do not exist are refused.

| key | meaning | allowed | default | example |
|---|---|---|---|---|
${rows.join('\n')}

A key in \`rules\` takes precedence over the same key for all rules:

\`\`\`json
{ "context": { "minRegions": 10, "rules": { "describe-instances": { "minRegions": 12 } } } }
\`\`\`

\`minCalls\` decides nothing while it is no greater than \`minRegions\`: ten regions are ten calls. It is accepted, and a
warning says so. Left out it is 10, also where \`minRegions\` is less: then it decides, and a warning says that.

A configuration in which every rule is disabled is refused.

With several groupings in \`groupBy\`, a sweep that is seen under several principals is one finding: under the most specific
of them, in the order \`arn\`, \`accessKey\`, \`role\`, \`sourceIp\`, however they are listed. Each further grouping costs as much as
the first: one write and one read for a call ([ADR 9](adr/0009-several-groupings.md)).

## Regions

Every account has these: ${regionNames(false)}.

These are opt-in, and have to be enabled first, in every account, and for a StackSet in its administrator account and the
[management account](https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-opt-in-regions.html) too:
${regionNames(true)}.

Regions of other partitions (China, GovCloud, the European Sovereign Cloud, isolated partitions) are refused, because
EventBridge carries no events across partitions. A warning says which rules can never fire because \`regions\`, with the
region of the hub, are fewer than their \`minRegions\`.

## Organization

| member | meaning | allowed |
|---|---|---|
${members.join('\n')}

\`units\` and \`managementAccount\` need \`id\`. The id may be given alone: \`-c organization=o-a1b2c3d4e5\`.

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

The workspace has to be authorised once in the console of Amazon Q Developer in chat applications, before the
stack is deployed with \`slack\`.`;
}

function regionNames(isOptIn: boolean): string {
  return AWS_REGIONS.filter((region) => region.isOptIn === isOptIn)
    .map(({ name }) => `\`${name}\``)
    .join(', ');
}

/** A text for a cell of a table. */
function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}

function shown(value: unknown): string {
  return value === undefined
    ? 'none'
    : `\`${typeof value === 'string' ? value : JSON.stringify(value)}\``;
}
