import { ConfigError, type ConfigProblem } from '../../src/config/config-error';
import { resolveConfig } from '../../src/config/resolve';
import { problemKeysOf } from '../support/config-problems';

type Context = Readonly<Record<string, unknown>>;

const EMAILS = { emails: 'security@example.org' };
const SLACK = { slack: { workspaceId: 'T0123ABCD', channelId: 'C0123ABCD' } };

/** The problems of a deployment. */
function problemsOf(raw: Context, hubRegion = 'eu-central-1'): readonly ConfigProblem[] {
  try {
    resolveConfig(raw, { hubRegion });
  } catch (error) {
    if (error instanceof ConfigError) {
      return error.problems;
    }
    throw error;
  }
  return [];
}

function sentencesOf(raw: Context, hubRegion?: string): string[] {
  return problemsOf(raw, hubRegion).map(({ key, problem }) => `${key} ${problem}`);
}

describe('the subscribers of a deployment', () => {
  it.each<[string, Context]>([
    ['e-mail addresses', EMAILS],
    ['a Slack channel', SLACK],
    ['both', { ...EMAILS, ...SLACK, subscribers: 'listed' }],
    ['nobody, on purpose', { subscribers: 'none' }],
    ['nobody, on purpose, with an empty list', { subscribers: 'none', emails: '' }],
  ])('may be %s', (_what, raw) => {
    expect(problemsOf(raw)).toEqual([]);
  });

  it.each<[Context]>([[{}], [{ emails: '' }], [{ emails: [] }], [{ subscribers: 'listed' }]])(
    'cannot be missing: %j',
    (raw) => {
      expect(problemsOf(raw)).toEqual([
        {
          key: 'Neither emails nor slack',
          problem: 'is set, so nobody would get alerts',
          received: 'nothing',
          allowed: 'emails, slack or both; or subscribers set to none',
          fix: 'Set emails under "context" in cdk.json: CDK does not remember what you passed with -c. If you subscribe to the topics yourself, set subscribers to none.',
        },
      ]);
    },
  );

  it.each<[string, Context]>([
    ['emails is', EMAILS],
    ['slack is', SLACK],
    ['emails and slack are', { ...EMAILS, ...SLACK }],
  ])('cannot be none if %s set', (what, raw) => {
    expect(sentencesOf({ ...raw, subscribers: 'none' })).toEqual([
      `subscribers has the value none, but ${what} set`,
    ]);
  });

  it('are not missed as well where their setting is refused', () => {
    expect(sentencesOf({ emails: 'nobody' })).toEqual(['emails.0 has the wrong format']);
    expect(sentencesOf({ subscribers: 'nobody' })).toEqual(['subscribers is not an allowed value']);
  });

  it('are reported together with every other problem', () => {
    expect(sentencesOf({ minRegions: 0 }, 'cn-north-1')).toEqual([
      'minRegions is too small',
      'The region of the credentials cannot host the hub',
      'Neither emails nor slack is set, so nobody would get alerts',
    ]);
  });

  it.each<[Context]>([[{}], [{ ...EMAILS, subscribers: 'none' }]])(
    'do not matter to a command that reads a history: %j',
    (raw) => {
      expect(problemKeysOf(raw)).toEqual([]);
    },
  );
});

describe('the region of the hub', () => {
  it.each(['cn-north-1', 'eu-wset-1', 'us-gov-west-1', 'everywhere'])(
    'is in the commercial partition: not %s',
    (region) => {
      expect(sentencesOf(EMAILS, region)).toEqual([
        'The region of the credentials cannot host the hub',
      ]);
    },
  );

  it.each(['us-east-1', 'me-south-1', 'eu-west-9'])(
    'may be any of it for one account: %s',
    (region) => {
      expect(sentencesOf(EMAILS, region)).toEqual([]);
    },
  );

  it.each<[string, unknown]>([
    ['af-south-1', 'o-a1b2c3d4e5'],
    ['af-south-1', { accounts: ['111122223333'] }],
    ['eu-west-9', 'o-a1b2c3d4e5'],
  ])('cannot be opt-in if other accounts send calls: %s, %j', (region, organization) => {
    expect(problemsOf({ ...EMAILS, organization }, region)).toEqual([
      {
        key: 'The region of the credentials',
        problem:
          'cannot host the hub of an organization: it is an opt-in region, and AWS refuses requests to it from accounts that have not enabled it',
        received: `"${region}"`,
        allowed: expect.stringMatching(/^with organization, a region that every account has: ap-/),
        fix: 'Set AWS_REGION to one of these regions, or remove organization.',
      },
    ]);
    expect(problemsOf({ ...EMAILS, organization }, 'us-east-1')).toEqual([]);
  });
});

describe('the trail of a deployment', () => {
  const bucket = 'example-org-trail';
  const topicArn = 'arn:aws:sns:eu-west-1:111122223333:trail-files';

  it.each<[string, Context]>([
    ['no trail', {}],
    ['EventBridge alone, by name', { collection: 'eventbridge' }],
    ['an S3 bucket that sends events', { collection: 'trail', trail: { bucket } }],
    [
      'an S3 bucket in the region of the hub',
      { collection: 'both', trail: { bucket, region: 'eu-central-1' } },
    ],
    ['a topic', { collection: 'trail', trail: { bucket, region: 'eu-west-1', topicArn } }],
  ])('may be %s', (_what, raw) => {
    expect(problemsOf({ ...EMAILS, ...raw })).toEqual([]);
  });

  it.each<[string, Context, string]>([
    ['trail', {}, 'trail is missing, but required with collection trail'],
    ['both', {}, 'trail is missing, but required with collection both'],
    ['eventbridge', { trail: { bucket } }, 'collection ignores the trail, but trail is set'],
    [
      'trail',
      { trail: { bucket, region: 'eu-west-1' } },
      'trail.topicArn is missing, but required for an S3 bucket outside eu-central-1, the region of the hub',
    ],
  ])('does not fit to collection %s: %j', (collection, raw, sentence) => {
    expect(sentencesOf({ ...EMAILS, collection, ...raw })).toEqual([sentence]);
  });

  it('does not fit to the default collection', () => {
    expect(sentencesOf({ ...EMAILS, trail: { bucket } })).toEqual([
      'collection ignores the trail, but trail is set',
    ]);
  });
});
