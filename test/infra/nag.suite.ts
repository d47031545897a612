import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Aspects, type Stack } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { AwsSolutionsChecks, NagSuppressions } from 'cdk-nag';
import type { IConstruct } from 'constructs';
import { DeadLetterQueue } from '../../lib/constructs/dead-letter-queue';
import { FollowUp } from '../../lib/constructs/follow-up';
import { Heartbeat } from '../../lib/constructs/heartbeat';
import { FULL_CONTEXT, keepOnly, synthesizedApp } from './synthesize';

// cdk-nag itself reads a property that CDK has deprecated; that is no news of ours.
process.env['JSII_DEPRECATED'] = 'quiet';

const CONTEXTS = join(__dirname, '../../examples/contexts');

/** Every finding that is accepted, where, and why. */
const ACCEPTED: readonly {
  readonly id: string;
  readonly reason: string;
  readonly isIn: (node: IConstruct) => boolean;
}[] = [
  {
    id: 'AwsSolutions-SQS3',
    reason:
      'The queue is itself a dead-letter queue, of a rule target or of asynchronous invocations, which the check does not see.',
    isIn: ({ node }) => node.id === 'DeadLetters' || node.scope instanceof DeadLetterQueue,
  },
  {
    id: 'AwsSolutions-IAM5',
    reason: 'Schedules are named after findings, so the function may make any in its own group.',
    isIn: (node) => node instanceof FollowUp,
  },
  {
    id: 'AwsSolutions-IAM5',
    reason: 'The files of a trail have no common name but the prefix, and it may read all of them.',
    isIn: ({ node }) => node.id === 'TrailReader',
  },
  {
    id: 'AwsSolutions-IAM5',
    reason:
      'Its calls know no resources, except for StackSets, of which there is one for each region.',
    isIn: (node) => node instanceof Heartbeat,
  },
];

const contexts = readdirSync(CONTEXTS).map(
  (file) => [file, JSON.parse(readFileSync(join(CONTEXTS, file), 'utf8'))] as const,
);

describe('cdk-nag, AWS Solutions', () => {
  it.each([...contexts, ['everything', FULL_CONTEXT] as const])(
    'finds nothing that is not accepted with a reason: %s',
    (_, context) => {
      const stacks = stacksOf(context);
      for (const stack of stacks) {
        for (const { id, reason, isIn } of ACCEPTED) {
          for (const node of stack.node.findAll().filter(isIn)) {
            NagSuppressions.addResourceSuppressions(node, [{ id, reason }], true);
          }
        }
        Aspects.of(stack).add(new AwsSolutionsChecks());
      }
      for (const stack of stacks) {
        const annotations = Annotations.fromStack(stack);

        const anything = Match.stringLikeRegexp('AwsSolutions-.*');
        expect(annotations.findError('*', anything)).toEqual([]);
        expect(annotations.findWarning('*', anything)).toEqual([]);
      }
    },
  );

  it('still finds what is accepted, so that no exception outlives its cause', () => {
    const [hub] = stacksOf(FULL_CONTEXT);
    Aspects.of(hub as Stack).add(new AwsSolutionsChecks());

    const findings = errorsOf(() => Annotations.fromStack(hub as Stack));

    expect(new Set(findings)).toEqual(new Set(ACCEPTED.map(({ id }) => id)));
  });
});

/** The hub, the StackSets and one forwarder of each kind; all of a kind are alike. */
function stacksOf(context: Readonly<Record<string, unknown>>): Stack[] {
  const { app, hub, organization, forwarders, managementForwarders } = synthesizedApp(context);
  const stacks = [
    hub,
    ...(organization ? [organization] : []),
    ...forwarders.slice(0, 1),
    ...managementForwarders.slice(0, 1),
  ];
  keepOnly(app, stacks);
  return stacks;
}

/** The ids of the checks that make synthesis fail. */
function errorsOf(synthesize: () => unknown): string[] {
  try {
    synthesize();
    return [];
  } catch (error) {
    return [...new Set(String(error).match(/AwsSolutions-\w+/g))].sort();
  }
}
