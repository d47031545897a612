/**
 * Writes the template of the forwarder to standard output: `npm run --silent forwarder-template`.
 * Settings come from `cdk.json` and from `-c key=value`, as with `cdk deploy`.
 */
import { Command, InvalidArgumentError } from 'commander';
import { context as fileContext } from '../cdk.json';
import { forwarderTemplate } from '../lib/forwarder-template';
import { ConfigError } from '../src/config/config-error';
import { resolveConfig } from '../src/config/resolve';

/** Bad usage or configuration. */
const EXIT_BAD_USAGE = 2;

type Context = Readonly<Record<string, unknown>>;

function main(): void {
  const command = new Command('forwarder-template')
    .description('Writes the CloudFormation template of the forwarder, for any account and region.')
    .option('-c, --context <key=value>', 'set context, as for cdk; may be repeated', addContext, {})
    .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : EXIT_BAD_USAGE))
    .parse();
  const context = { ...fileContext, ...command.opts<{ context: Context }>().context };
  const template = forwarderTemplate(resolveConfig(context).config, fileContext);
  process.stdout.write(`${JSON.stringify(template, undefined, 2)}\n`);
}

function addContext(argument: string, context: Context): Context {
  const [key, ...value] = argument.split('=');
  if (key === undefined || key === '' || value.length === 0) {
    throw new InvalidArgumentError('Write it as key=value, for example groupBy=role.');
  }
  return { ...context, [key]: value.join('=') };
}

try {
  main();
} catch (error) {
  if (!(error instanceof ConfigError)) {
    throw error;
  }
  process.stderr.write(`${error.message}\n`);
  process.exitCode = EXIT_BAD_USAGE;
}
