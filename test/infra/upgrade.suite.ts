import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  KEPT_TEMPLATES,
  type KeptTemplate,
  keptParts,
  readRelease,
  writeRelease,
} from './release-templates';
import { LASTING_TYPES, lossesOf, lossesOfTypes, type TemplateJson } from './template-changes';

/** To keep the templates of a release: `KEEP_RELEASE=0.3.0 npx jest test/infra/stacks -t 'keeps the templates'`. */
const RELEASE_TO_KEEP = process.env['KEEP_RELEASE'];

/** Every release whose templates are kept, in `releases`: 0.1 is commit 80813ee, 0.2.0 is commit a0a18d5. */
const RELEASES = readdirSync(join(__dirname, 'releases')).sort();

/** The queue that `ingestion: queue` put before the detector. */
const QUEUE_OF_CALLS = /^Calls/;

/** What an update removes, in which templates, and why that loses nothing. */
const REMOVED: readonly {
  readonly from: RegExp;
  readonly id: RegExp;
  readonly type: string;
  readonly reason: string;
}[] = [
  {
    from: /^hub/,
    id: /AllowEventRule/,
    type: 'AWS::Lambda::Permission',
    reason:
      'Each allows one rule. A permission for all rules exists before CloudFormation removes them.',
  },
  {
    from: /^hub/,
    id: /^OrganizationStackSet/,
    type: 'AWS::CloudFormation::StackSet',
    reason:
      'RegionSweepOrganization has one per region. docs/upgrading.md says to deploy it first.',
  },
  {
    from: /^hub/,
    id: /^(UndeliveredAlarm|UnhandledAlarm|AlarmsNotHandled|AlarmsThrottles|Silence[a-z])/,
    type: 'AWS::CloudWatch::Alarm',
    reason: 'Other alarms have replaced them. An alarm holds nothing that could be lost.',
  },
  {
    from: /^hub/,
    id: /^ForwardedAlarmsRole/,
    type: 'AWS::IAM::Role',
    reason: 'The follow-up function is now the target of the rule, and has a role of its own.',
  },
  {
    from: /^hub/,
    id: /^ForwardedAlarmsRoleDefaultPolicy/,
    type: 'AWS::IAM::Policy',
    reason: 'It belonged to that role.',
  },
  {
    from: /^hub/,
    id: /^(Detector|FollowUp|Heartbeat)FunctionRoleDefaultPolicy/,
    type: 'AWS::IAM::Policy',
    reason: 'The role has its permissions inside it, which CloudFormation updates first.',
  },
  {
    from: /^forwarder$/,
    id: /^ForwarderDeadLettersAlarm/,
    type: 'AWS::CloudWatch::Alarm',
    reason: 'By default, forwarderAlarms asks for one alarm per account, and there for none.',
  },
  {
    from: /^forwarder$/,
    id: /^ForwarderAlarmForwardingRule/,
    type: 'AWS::Events::Rule',
    reason: 'It forwards that alarm.',
  },
  {
    from: /^hub-with-everything$/,
    id: QUEUE_OF_CALLS,
    type: 'AWS::SQS::Queue',
    reason:
      'The setting ingestion is gone. docs/upgrading.md says to deploy release 0.5 with ingestion=direct first.',
  },
  {
    from: /^hub-with-everything$/,
    id: QUEUE_OF_CALLS,
    type: 'AWS::SQS::QueuePolicy',
    reason: 'It belonged to that queue.',
  },
  {
    from: /^hub-with-everything$/,
    id: /^DetectorFunctionLambdaSqsEventSource/,
    type: 'AWS::Lambda::EventSourceMapping',
    reason: 'It read that queue.',
  },
];

const UPDATES = RELEASES.flatMap((release) =>
  (Object.keys(KEPT_TEMPLATES) as KeptTemplate[]).map((name) => {
    const losses = lossesOf(readRelease(release, name), updated(name));
    return { release, name, losses };
  }),
);

describe('an in-place update', () => {
  it.each(UPDATES)('from $release keeps what a user relies on: $name', ({ losses }) => {
    const kept = losses.filter(
      ({ id, impact }) => !(impact === 'removed' && QUEUE_OF_CALLS.test(id)),
    );

    expect(lossesOfTypes(kept, LASTING_TYPES)).toEqual([]);
  });

  it.each(UPDATES)(
    'from $release replaces nothing, and removes only what is listed with a reason: $name',
    ({ name, losses }) => {
      const unlisted = losses.filter(
        (loss) =>
          !REMOVED.some(
            ({ from, id, type }) =>
              loss.impact === 'removed' &&
              from.test(name) &&
              type === loss.type &&
              id.test(loss.id),
          ),
      );

      expect(unlisted).toEqual([]);
    },
  );

  it('removes all that is listed, so that no exception outlives its cause', () => {
    const removed = UPDATES.flatMap(({ name, losses }) =>
      losses.map((loss) => ({ name, ...loss })),
    );
    const isUsed = ({ from, id, type }: (typeof REMOVED)[number]) =>
      removed.some((loss) => from.test(loss.name) && id.test(loss.id) && loss.type === type);

    expect(REMOVED.filter((entry) => !isUsed(entry))).toEqual([]);
  });

  it.each(UPDATES)('from $release changes no value of an output: $name', ({ release, name }) => {
    const before = outputsOf(readRelease(release, name));

    expect(outputsOf(updated(name))).toMatchObject(before);
  });

  if (RELEASE_TO_KEEP !== undefined) {
    it('keeps the templates of this release', () => writeRelease(RELEASE_TO_KEEP));
  }
});

/** The template of the working copy. */
function updated(name: KeptTemplate): TemplateJson {
  return keptParts(KEPT_TEMPLATES[name]().toJSON());
}

function outputsOf({ Outputs }: TemplateJson): object {
  return Outputs as object;
}
