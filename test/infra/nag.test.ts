import { Aspects } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { AwsSolutionsChecks, NagSuppressions } from 'cdk-nag';
import { DeadLetterQueue } from '../../lib/constructs/dead-letter-queue';
import { detectorStack, FULL_CONTEXT } from './synthesize';

/** Every finding that is accepted, and why. */
const ACCEPTED = [
  {
    id: 'AwsSolutions-SQS3',
    reason:
      'The queue is itself a dead-letter queue, of a rule target or of asynchronous invocations, which the check does not see.',
    appliesToConstruct: DeadLetterQueue,
  },
];

describe('cdk-nag, AWS Solutions', () => {
  it('finds nothing that is not accepted with a reason', () => {
    const stack = detectorStack(FULL_CONTEXT);
    for (const { id, reason, appliesToConstruct } of ACCEPTED) {
      const accepted = stack.node.findAll().filter((node) => node instanceof appliesToConstruct);
      NagSuppressions.addResourceSuppressions(accepted, [{ id, reason }], true);
    }
    Aspects.of(stack).add(new AwsSolutionsChecks());

    const annotations = Annotations.fromStack(stack);

    const anything = Match.stringLikeRegexp('AwsSolutions-.*');
    expect(annotations.findError('*', anything)).toEqual([]);
    expect(annotations.findWarning('*', anything)).toEqual([]);
  });

  it('still finds what is accepted, so that no exception outlives its cause', () => {
    const stack = detectorStack(FULL_CONTEXT);
    Aspects.of(stack).add(new AwsSolutionsChecks());

    const findings = errorsOf(() => Annotations.fromStack(stack));

    expect(findings).toEqual(ACCEPTED.map(({ id }) => id));
  });
});

/** The ids of the checks that make synthesis fail. */
function errorsOf(synthesize: () => unknown): string[] {
  try {
    synthesize();
    return [];
  } catch (error) {
    return [...new Set(String(error).match(/AwsSolutions-\w+/g))].sort();
  }
}
