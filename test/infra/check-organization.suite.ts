import { App, Stack } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { checkOrganization } from '../../lib/check-organization';

const CONFIGURED = 'o-a1b2c3d4e5';

/** A stack as CDK synthesizes it after it has looked up the organization, with this answer. */
function checked(answer: unknown, account: string | undefined = '111122223333') {
  const key = checkedWith({}, account).missing[0]?.key;
  return checkedWith(key === undefined ? {} : { [key]: answer }, account);
}

function checkedWith(context: Readonly<Record<string, unknown>>, account: string | undefined) {
  const app = new App({ context, builtinCloudFormationValidation: false });
  const env = { region: 'eu-central-1', ...(account !== undefined && { account }) };
  const stack = new Stack(app, 'Hub', { env });
  checkOrganization(stack, {
    id: CONFIGURED,
    units: [],
    accounts: [],
    managementAccount: '999988887777',
  });
  const { missing = [] } = app.synth().manifest;
  const found = (level: 'findWarning' | 'findError') =>
    Annotations.fromStack(stack)
      [level]('*', Match.anyValue())
      .map(({ entry }) => `${entry.data}`);
  return { missing, warnings: found('findWarning'), errors: found('findError') };
}

describe('the check of the organization at synthesis', () => {
  it('asks for the organization of the account, in the region where CloudFormation knows it', () => {
    const { missing, warnings } = checkedWith({}, '111122223333');

    expect(missing).toEqual([
      {
        key: expect.any(String),
        provider: 'cc-api-provider',
        props: expect.objectContaining({
          account: '111122223333',
          region: 'us-east-1',
          typeName: 'AWS::Organizations::Organization',
          lookupRoleArn: expect.stringContaining('lookup-role'),
        }),
      },
    ]);
    expect(warnings).toEqual([]);
  });

  it('asks nothing if the account is not known, as without credentials', () => {
    expect(checkedWith({}, undefined)).toEqual({ missing: [], warnings: [], errors: [] });
  });

  it('says nothing about the right organization', () => {
    const answer = [{ Id: CONFIGURED, Identifier: CONFIGURED }];

    expect(checked(answer)).toEqual({ missing: [], warnings: [], errors: [] });
  });

  it.each<[string, unknown, string]>([
    ['another organization', [{ Id: 'o-zzzzzzzzzz' }], 'in the organization "o-zzzzzzzzzz"'],
    ['no organization', [], 'in no organization'],
  ])('warns if the account is in %s, with both and what to do', (_, answer, text) => {
    const { missing, warnings, errors } = checked(answer);

    expect({ missing, errors }).toEqual({ missing: [], errors: [] });
    expect(warnings).toEqual([expect.stringContaining(`organization.id is "${CONFIGURED}"`)]);
    expect(warnings).toEqual([expect.stringContaining(text)]);
    expect(warnings).toEqual([expect.stringContaining('Correct organization.id')]);
  });

  it('warns if the hub would be in the management account, from which StackSets cannot deploy', () => {
    const { warnings } = checked([{ Id: CONFIGURED }], '999988887777');

    expect(warnings).toEqual([
      expect.stringMatching(/managementAccount is "999988887777".*delegated administrator/),
    ]);
  });

  it('says nothing, does not fail and does not ask again if the look-up is not allowed', () => {
    const answer = { $providerError: 'AccessDeniedException', $dontSaveContext: true };

    expect(checked(answer)).toEqual({ missing: [], warnings: [], errors: [] });
  });
});
