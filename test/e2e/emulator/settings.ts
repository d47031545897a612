import path from 'node:path';
import { ACCOUNT, CREDENTIALS, HOME_REGION } from './world';

type Variables = Readonly<Record<string, string>>;

/** Environment of a command that takes an emulator for AWS. @param folder with `home` and `tmp` in it. */
export function commandEnvironment(folder: string, endpoint: string): Variables {
  return {
    // The Node that runs the tests comes first, for `npx` and for the Lambda functions.
    PATH: [path.dirname(process.execPath), process.env['PATH']].join(path.delimiter),
    HOME: path.join(folder, 'home'),
    TMPDIR: path.join(folder, 'tmp'),
    LANG: 'C.UTF-8',
    NO_COLOR: '1',
    npm_config_offline: 'true',
    npm_config_update_notifier: 'false',
    AWS_ENDPOINT_URL: endpoint,
    AWS_ACCESS_KEY_ID: CREDENTIALS.accessKeyId,
    AWS_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey,
    AWS_REGION: HOME_REGION,
    AWS_DEFAULT_REGION: HOME_REGION,
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    CDK_DISABLE_CLI_TELEMETRY: 'true',
    // Where the CLI remembers which account an access key is of; it does not go by HOME.
    CDK_HOME: path.join(folder, 'home/.cdk'),
    // The CLI takes every flag by environment as well, so that its commands stay those of the README.
    CDK_NOTICES: 'false',
    CDK_OUTPUT: path.join(folder, 'cdk.out'),
    CDK_OUTPUTS_FILE: path.join(folder, 'outputs.json'),
  };
}

/** Further settings of MiniStack. */
export function emulatorSettings(folder: string, port: number): Variables {
  return {
    BIND_HOST: '127.0.0.1',
    GATEWAY_PORT: String(port),
    STATE_DIR: path.join(folder, 'state'),
    // Links that SNS sends out are not signed, and lead to this region.
    MINISTACK_REGION: HOME_REGION,
    MINISTACK_ACCOUNT_ID: ACCOUNT,
    CLOUDTRAIL_RECORDING: '1',
    // Per region. Enough for every call of the tier, those of the CDK CLI included.
    CLOUDTRAIL_MAX_EVENTS: '100000',
    // The launcher imports a module, whose bytecode would be written next to it.
    PYTHONDONTWRITEBYTECODE: '1',
    // With no engine, queries of Athena would get made-up rows.
    ATHENA_ENGINE: 'duckdb',
    // Listeners on fixed ports, which nothing here needs.
    SFTP_ENABLED: '0',
    IOT_MTLS_ENABLED: '0',
  };
}
