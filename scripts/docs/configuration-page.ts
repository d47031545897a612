import { CONFIG_KEYS } from '../../src/config/config-keys';

/** `docs/configuration.md`, from the declarations of the keys. */
export function configurationPage(): string {
  const rows = Object.entries(CONFIG_KEYS).map(
    ([key, { description, defaultValue, allowed, example }]) =>
      `| \`${key}\` | ${cell(description)} | ${cell(allowed)} | ${shown(defaultValue)} | \`${cell(example)}\` |`,
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
warning says so.

Slack: the workspace has to be authorised once in the console of Amazon Q Developer in chat applications, before the
stack is deployed with \`slack\`.`;
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
