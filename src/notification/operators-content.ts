import type { GatheredNotices, OperatorsNotice, Tampering } from '../detection/operators-notice';
import { changesRule } from '../detection/rules/tampering';
import { counted } from '../detection/severity/signal';
import { NOTICE_BOUND } from '../detection/subscriber-bounds';
import { formatTime } from './facts';
import { isPlainArn, isRegionName } from './well-formed';

/** Names that a shell leaves as they are. They cannot begin with a hyphen, which a command would take for an option. */
const PLAIN_NAME = /^[A-Za-z0-9_.][A-Za-z0-9_.-]{0,127}$/;

interface Fact {
  readonly label: string;
  readonly text: string;
  /** Whether a caller may have chosen the text. */
  readonly isForeign: boolean;
}

/** A notice in parts. Only `facts` hold texts that a caller chose. */
export interface Content {
  readonly title: string;
  readonly meaning: string;
  readonly facts: readonly Fact[];
  readonly step: string;
  readonly command?: string | undefined;
  /** The section of docs/operations.md. */
  readonly anchor: string;
}

/** What a notice says. */
export function contentOf(notice: OperatorsNotice): Content {
  switch (notice.kind) {
    case 'forwarder-alarm':
      return {
        title: `The forwarder in ${wordOf(notice.region)}, account ${wordOf(notice.account)}, is failing`,
        meaning:
          'EventBridge could not forward calls to the hub, so RegionSweep has not counted them. They wait for 14 days in the dead-letter queue of that forwarder.',
        facts: factsOf(notice),
        step: 'Find and fix the cause, then run `regionsweep redrive`.',
        anchor: 'dead-letters',
      };
    case 'tampering':
      return tamperingContent(notice);
    case 'gathered':
      return gatheredContent(notice);
  }
}

function own(label: string, text: string): Fact {
  return { label, text, isForeign: false };
}

function foreign(label: string, text: string | undefined): Fact {
  return text === undefined ? own(label, '(not recorded)') : { label, text, isForeign: true };
}

function factsOf({
  account,
  region,
  time,
}: Pick<Tampering, 'account' | 'region' | 'time'>): Fact[] {
  const isTime = /^[\dT:.Z-]{20,30}$/.test(time);
  return [
    foreign('Account', account),
    foreign('Region', region),
    isTime ? own('Time', formatTime(time)) : foreign('Time', time),
  ];
}

function tamperingContent(notice: Tampering): Content {
  const { eventName, region, account, errorCode, caller, sourceIp, target, bus } = notice;
  const isTrail = !changesRule(eventName);
  const isDone = errorCode === undefined;
  const tried = isDone ? '' : 'tried to call ';
  return {
    title: `TAMPERING: ${tried}${wordOf(eventName)} in ${wordOf(region)}, account ${wordOf(account)}`,
    meaning: isDone ? doneMeaning(isTrail) : TRIED,
    facts: [
      foreign('Caller', caller),
      foreign('Call', eventName),
      ...(isDone ? [] : [foreign('Failed with', errorCode)]),
      foreign(isTrail ? 'Trail' : 'Rule', target),
      ...(bus === undefined ? [] : [foreign('Bus', bus)]),
      ...factsOf(notice),
      foreign('Source IP', sourceIp),
    ],
    step: isDone
      ? 'Ask the caller whether this was planned. If nobody can account for it, undo it and revoke the access of the caller.'
      : 'Ask the caller whether this was planned. If nobody can account for it, revoke the access of the caller.',
    command: isDone ? commandOf(notice, isTrail) : undefined,
    anchor: 'tampering',
  };
}

const TRIED =
  'The call failed, so RegionSweep still sees this region. Someone who tries this may be about to hide what they do.';

function doneMeaning(isTrail: boolean): string {
  return isTrail
    ? 'RegionSweep sees only calls that a trail logs. Unless another trail logs the same management events, it is blind in every region and account of this trail.'
    : 'EventBridge may no longer deliver calls of this region to RegionSweep. It may be blind there.';
}

/** The first command, with names only where they are safe in a shell. */
function commandOf({ eventName, region, target, bus }: Tampering, isTrail: boolean) {
  if (!isRegionName(region)) {
    return undefined;
  }
  if (isTrail) {
    const trail = isSafe(target) ? target : undefined;
    return eventName === 'StopLogging' && trail !== undefined
      ? `aws cloudtrail start-logging --region ${region} --name ${trail}`
      : `aws cloudtrail describe-trails --region ${region}`;
  }
  if (!isSafe(target)) {
    return `aws events list-rules --region ${region}`;
  }
  const onBus = isSafe(bus) ? ` --event-bus-name ${bus}` : '';
  return eventName === 'DisableRule'
    ? `aws events enable-rule --region ${region} --name ${target}${onBus}`
    : `aws events list-targets-by-rule --region ${region} --rule ${target}${onBus}`;
}

function isSafe(name: string | undefined): name is string {
  return name !== undefined && (PLAIN_NAME.test(name) || isPlainArn(name));
}

function gatheredContent(notice: GatheredNotices): Content {
  const { total, tamperingCount, doneCount, start, end, accounts, accountCount } = notice;
  const more = accountCount - accounts.length;
  return {
    title: `GATHERED: ${counted(total, 'more notice')}, ${formatTime(start)}`,
    meaning: `RegionSweep sends operators at most ${NOTICE_BOUND.perAccountAndHour} notices per hour, account and kind, and at most ${NOTICE_BOUND.perHour} per hour and kind. It held back ${counted(total, 'notice')} from ${formatTime(start)} to ${formatTime(end)}: ${tamperingCount} about tampering, ${total - tamperingCount} about failing forwarders. ${doneText(doneCount)}`,
    facts: [
      ...accounts.map(({ account, count }) => own('Account', `${wordOf(account)}: ${count}`)),
      ...(more > 0 ? [own('Account', `and ${more} more`)] : []),
    ],
    step: 'Look for the cause in the accounts with the most notices. The log of the follow-up function lists each notice.',
    anchor: tamperingCount > 0 ? 'tampering' : 'dead-letters',
  };
}

function doneText(count: number): string {
  return count === 0
    ? 'No call among them succeeded.'
    : `${counted(count, 'call')} succeeded: RegionSweep may be blind in the first ${count === 1 ? 'account' : 'accounts'} below.`;
}

/** A word for a title: nothing that a chat or a mail program would interpret. */
function wordOf(text: string): string {
  return /^[A-Za-z0-9-]{1,32}$/.test(text) ? text : '(unreadable)';
}
