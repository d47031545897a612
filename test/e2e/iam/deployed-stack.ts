import type { PolicyDocument } from './simulator';

/** The account that everything is deployed to, except forwarders of other accounts. */
export const HUB_ACCOUNT = '111122223333';

/** Where a template is deployed. */
export interface Place {
  readonly stackName: string;
  readonly account: string;
  readonly region: string;
  /** Values of parameters. */
  readonly parameters?: Readonly<Record<string, string>>;
}

/** A resource of a deployed stack. References in its properties are resolved. */
export interface DeployedResource {
  readonly id: string;
  readonly arn: string;
  // biome-ignore lint/suspicious/noExplicitAny: templates are as CloudFormation has them; tests assert on them.
  readonly properties: any;
}

interface RawResource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
}

interface Identity {
  /** What `Ref` returns. */
  readonly ref: string;
  readonly arn: string;
}

/** ARNs and references by type, from the name that CloudFormation gives the resource. Others have invented ones. */
const IDENTITIES: Readonly<
  Record<string, (name: string, prefix: (service: string) => string) => Identity>
> = {
  'AWS::DynamoDB::Table': (ref, prefix) => ({ ref, arn: `${prefix('dynamodb')}:table/${ref}` }),
  'AWS::Events::EventBus': (ref, prefix) => ({ ref, arn: `${prefix('events')}:event-bus/${ref}` }),
  'AWS::IAM::Role': (ref, prefix) => ({
    ref,
    arn: `${prefix('iam').replace(/iam:[^:]*/, 'iam:')}:role/${ref}`,
  }),
  'AWS::KMS::Key': (ref, prefix) => ({ ref, arn: `${prefix('kms')}:key/${ref}` }),
  'AWS::Lambda::Function': (ref, prefix) => ({ ref, arn: `${prefix('lambda')}:function:${ref}` }),
  'AWS::Logs::LogGroup': (ref, prefix) => ({ ref, arn: `${prefix('logs')}:log-group:${ref}:*` }),
  'AWS::SNS::Topic': (name, prefix) => ({
    ref: `${prefix('sns')}:${name}`,
    arn: `${prefix('sns')}:${name}`,
  }),
  'AWS::SQS::Queue': (name, prefix) => ({
    ref: `https://sqs.example/${name}`,
    arn: `${prefix('sqs')}:${name}`,
  }),
  'AWS::Scheduler::ScheduleGroup': (ref, prefix) => ({
    ref,
    arn: `${prefix('scheduler')}:schedule-group/${ref}`,
  }),
};

/** A template with its references resolved, as CloudFormation would deploy it. */
export class DeployedStack {
  readonly place: Place;
  readonly #resources: Readonly<Record<string, RawResource>>;
  readonly #outputs: Readonly<Record<string, { readonly Value: unknown }>>;

  constructor(template: { readonly [member: string]: unknown }, place: Place) {
    this.place = place;
    this.#resources = template['Resources'] as Readonly<Record<string, RawResource>>;
    this.#outputs = (template['Outputs'] ?? {}) as Readonly<Record<string, { Value: unknown }>>;
  }

  /** The value of an output. */
  output(name: string): string {
    return String(this.#resolved(this.#outputs[name]?.Value));
  }

  /** Every resource of a type. */
  all(type: string): DeployedResource[] {
    return Object.entries(this.#resources)
      .filter(([, resource]) => resource.Type === type)
      .map(([id, { Properties = {} }]) => ({
        id,
        arn: this.#identity(id).arn,
        properties: this.#resolved(Properties),
      }));
  }

  /** What a role may do: all of its policies as one. */
  identityPolicyOf({ arn, properties }: DeployedResource): PolicyDocument {
    const attached = this.all('AWS::IAM::Policy').filter((policy) =>
      policy.properties.Roles.some((role: string) => arn.endsWith(`:role/${role}`)),
    );
    const documents = [...(properties.Policies ?? []), ...attached.map((one) => one.properties)];
    return merged(documents.map(({ PolicyDocument: document }) => document));
  }

  #identity(id: string): Identity {
    const { Type = '', Properties = {} } = this.#resources[id] ?? {};
    const { account, region, stackName } = this.place;
    const prefix = (service: string) => `arn:aws:${service}:${region}:${account}`;
    const given = Properties['Name'] ?? Properties['RoleName'];
    const name = given === undefined ? `${stackName}-${id}-A1B2C3D4` : `${this.#resolved(given)}`;
    if (Type === 'AWS::Events::Rule') {
      const bus = Properties['EventBusName'];
      const path = bus === undefined ? name : `${this.#resolved(bus)}/${name}`;
      return { ref: path.replace('/', '|'), arn: `${prefix('events')}:rule/${path}` };
    }
    return IDENTITIES[Type]?.(name, prefix) ?? { ref: name, arn: `${prefix('any')}:${name}` };
  }

  #resolved(value: unknown): unknown {
    if (Array.isArray(value)) {
      return value.map((one) => this.#resolved(one));
    }
    if (typeof value !== 'object' || value === null) {
      return value;
    }
    const [[key, inner] = [undefined, undefined]] = Object.entries(value);
    switch (key) {
      case 'Ref':
        return this.#reference(String(inner));
      case 'Fn::GetAtt':
        return this.#attribute(inner as readonly [string, string]);
      case 'Fn::Join': {
        const [separator, parts] = inner as [string, unknown];
        return (this.#resolved(parts) as string[]).join(separator);
      }
      case 'Fn::Select': {
        const [index, list] = inner as [string | number, unknown];
        return (this.#resolved(list) as unknown[])[Number(index)];
      }
      case 'Fn::Split': {
        const [separator, text] = inner as [string, unknown];
        return String(this.#resolved(text)).split(separator);
      }
      case 'Fn::If':
        return this.#resolved((inner as readonly unknown[])[1]);
      default:
        return Object.fromEntries(
          Object.entries(value).map(([name, one]) => [name, this.#resolved(one)]),
        );
    }
  }

  #reference(name: string): unknown {
    const { account, region, stackName, parameters } = this.place;
    const pseudo: Readonly<Record<string, string>> = {
      'AWS::AccountId': account,
      'AWS::Partition': 'aws',
      'AWS::Region': region,
      'AWS::StackName': stackName,
      'AWS::URLSuffix': 'amazonaws.com',
      ...parameters,
    };
    return pseudo[name] ?? this.#identity(name).ref;
  }

  #attribute([id, attribute]: readonly [string, string]): string {
    const { arn } = this.#identity(id);
    return /Arn$/.test(attribute) ? arn : (arn.split(/[:/]/).at(-1) ?? '');
  }
}

/** Policies as one. */
export function merged(documents: readonly PolicyDocument[]): PolicyDocument {
  return { Version: '2012-10-17', Statement: documents.flatMap(({ Statement }) => Statement) };
}
