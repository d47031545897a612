import {
  FULL_CONTEXT,
  HOME_REGION,
  hubTemplate,
  standAloneForwarder,
} from '../../infra/synthesize';
import { type AskedFor, type Surroundings, TRAIL } from './command-requests';
import { type DeployedResource, DeployedStack, HUB_ACCOUNT } from './deployed-stack';
import { resourcePoliciesOf } from './resource-policies';
import type { IamRequest, PolicyDocument, RequestContext } from './simulator';

/** The ID of the organization in {@link FULL_CONTEXT}. */
export const ORGANIZATION_ID = FULL_CONTEXT.organization.id;

const WITH_EVERYTHING = { ...FULL_CONTEXT, securityHub: true, collection: 'both', trail: TRAIL };

/** What every request of a caller in the account and in the organization has. */
const USUAL_CONTEXT: RequestContext = {
  'aws:PrincipalAccount': HUB_ACCOUNT,
  'aws:PrincipalOrgID': ORGANIZATION_ID,
  'aws:SecureTransport': 'true',
};

/** The stacks of a deployment with everything, as deployed to one account. */
export class DeployedHub {
  readonly stack: DeployedStack;
  /** A forwarder in another account. */
  readonly forwarder: DeployedStack;
  readonly #policies: ReadonlyMap<string, PolicyDocument>;

  constructor(context: Readonly<Record<string, unknown>> = {}) {
    const settings = { ...WITH_EVERYTHING, ...context };
    this.stack = new DeployedStack(hubTemplate(settings).toJSON(), {
      stackName: 'RegionSweep',
      account: HUB_ACCOUNT,
      region: HOME_REGION,
    });
    this.forwarder = new DeployedStack(standAloneForwarder(settings).toJSON(), {
      stackName: 'RegionSweepForwarder',
      account: FULL_CONTEXT.organization.accounts[0] ?? '',
      region: 'us-east-1',
      parameters: { HubBusArn: this.busArn },
    });
    this.#policies = new Map([
      ...resourcePoliciesOf(this.stack),
      ...resourcePoliciesOf(this.forwarder),
      [`arn:aws:s3:::${TRAIL.bucket}`, this.#printedPolicy('TrailBucketPolicyStatement')],
      [TRAIL.keyArn, this.#printedPolicy('TrailKeyPolicyStatement')],
    ]);
  }

  get busArn(): string {
    return this.#only('AWS::Events::EventBus').arn;
  }

  /** The function of a folder of `lambda`, such as `follow-up`. */
  functionOf(folder: string): DeployedResource {
    const name = folder.replace(/(?:^|-)(\w)/g, (_all, letter: string) => letter.toUpperCase());
    const found = this.stack
      .all('AWS::Lambda::Function')
      .find(({ id }) => id.startsWith(`${name}Function`));
    if (found === undefined) {
      throw new Error(`No function of the hub is for lambda/${folder}.`);
    }
    return found;
  }

  /** @param arn also that of a schedule role, a forwarder or whatever else has policies. */
  role(arn: string): DeployedResource {
    const found = [this.stack, this.forwarder]
      .flatMap((stack) => stack.all('AWS::IAM::Role'))
      .find((role) => role.arn === arn);
    if (found === undefined) {
      throw new Error(`No role has the ARN ${arn}.`);
    }
    return found;
  }

  /** A request by a role. */
  byRole(role: DeployedResource, asked: AskedFor): IamRequest {
    const stack = role.arn.includes(`:${HUB_ACCOUNT}:`) ? this.stack : this.forwarder;
    return {
      ...this.#request(asked),
      principal: role.arn,
      identityPolicy: stack.identityPolicyOf(role),
      context: {
        ...USUAL_CONTEXT,
        'aws:PrincipalAccount': stack.place.account,
        ...asked.context,
      },
    };
  }

  /** A request by an AWS service, which no organization and no identity policy is for. */
  byService(principal: string, asked: AskedFor): IamRequest {
    return {
      ...this.#request(asked),
      principal,
      context: { 'aws:SecureTransport': 'true', ...asked.context },
    };
  }

  /** What the requests of a function refer to. */
  surroundings(folder: string): Surroundings {
    return {
      variables: this.functionOf(folder).properties.Environment.Variables,
      region: HOME_REGION,
      account: HUB_ACCOUNT,
      tableArn: this.#only('AWS::DynamoDB::Table').arn,
      keyArn: this.#only('AWS::KMS::Key').arn,
      busArn: this.busArn,
    };
  }

  #request({ action, resource, account = resource.split(':')[4] || HUB_ACCOUNT }: AskedFor) {
    // The policy of an S3 bucket is that of its objects too.
    const [owner = ''] = resource.startsWith('arn:aws:s3:') ? resource.split('/') : [resource];
    return { action, resource, account, resourcePolicy: this.#policies.get(owner) };
  }

  /** The policy with the statement that the stack prints for its owner. */
  #printedPolicy(output: string): PolicyDocument {
    return { Version: '2012-10-17', Statement: [JSON.parse(this.stack.output(output))] };
  }

  #only(type: string): DeployedResource {
    const [resource, ...others] = this.stack.all(type);
    if (resource === undefined || others.length > 0) {
      throw new Error(`The hub has ${others.length + 1} resources of the type ${type}.`);
    }
    return resource;
  }
}
