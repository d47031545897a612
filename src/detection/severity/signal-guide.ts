import { RELATED_MINUTES } from './context';
import type { SignalId } from './signal-catalog';
import { LOOKALIKES } from './signals/sweep-of-rule';

/** What readers need to know about a signal. */
export interface SignalGuide {
  /** What it looks at, as a phrase. */
  readonly title: string;
  /** When the signal is wrong: what harmless or harmful thing looks the same. */
  readonly mistakes: string;
}

/** The signals in words. They stand apart from the code because the deployed functions do not need these texts. */
export const SIGNAL_GUIDE: Readonly<Record<SignalId, SignalGuide>> = {
  'describe-instances': {
    title: 'a sweep with `DescribeInstances`',
    mistakes: LOOKALIKES['describe-instances'],
  },
  'get-service-quota': {
    title: 'a sweep with `GetServiceQuota` or `GetAWSDefaultServiceQuota`',
    mistakes: LOOKALIKES['get-service-quota'],
  },
  'long-term-key': {
    title: 'an access key that does not expire',
    mistakes: 'Older scripts and tools outside AWS still use long-term keys.',
  },
  'root-user': {
    title: 'calls by the root user',
    mistakes: 'Someone breaks company policy, signs in as root and opens EC2 Global View.',
  },
  'denied-calls': {
    title: 'denied calls; points in proportion to their share',
    mistakes:
      'A tool whose policy is too narrow, or a service control policy that denies regions to everyone.',
  },
  'unknown-parameters': {
    title:
      'denied calls whose parameters CloudTrail did not record; points in proportion to their share',
    mistakes:
      'The calls may have asked for something else, such as the quota of another service. The signal only says so, and gives no points.',
  },
  'closed-regions': {
    title: 'calls to regions that the account has not enabled',
    mistakes: 'A tool that goes through a fixed list of all AWS regions.',
  },
  script: {
    title:
      'a user agent that names an SDK or a command-line tool, except the SDK of the console itself (`aws-internal/`)',
    mistakes:
      'Legitimate tools send one too. An intruder can pretend to be a browser, which is why a browser subtracts no points.',
  },
  'old-sdk': {
    title:
      'a user agent that names an AWS CLI, Boto3 or Botocore of a series that was over at least 5 years before the call',
    mistakes:
      'Servers that nobody updates, and distributions that deliver an old AWS CLI. Pacu and forks of enumerate-iam send old user agents to hide their own.',
  },
  'even-pace': {
    title: 'one region after another at an even pace, as in a loop',
    mistakes: 'Every script that goes through the regions in turn does this, hostile or not.',
  },
  'several-addresses': {
    title: 'calls from several source IPs',
    mistakes:
      'A network with several public source IPs, a change of network, or IPv4 alongside IPv6.',
  },
  'attack-tool': {
    title: 'a user agent that names an operating system or a tool made for attacks',
    mistakes: 'An authorized penetration test.',
  },
  'known-scanner': {
    title: 'a user agent that names a widely used scanner',
    mistakes:
      'User agents are easy to forge, and intruders use these scanners too, so the signal gives no points.',
  },
  browser: {
    title: 'a user agent that names a browser or the console',
    mistakes: 'User agents are easy to forge, so the signal gives no points.',
  },
  'console-session': {
    title:
      'all calls made in a console session, as AWS recorded it; no points next to `script` or `even-pace`',
    mistakes:
      'An intruder who signed in to the console, or who stole the cookies or keys of its session.',
  },
  'aws-service': {
    title: 'all calls made by an AWS service on behalf of the principal',
    mistakes: 'An intruder can make a service such as CloudFormation or AWS Config work for them.',
  },
  'service-linked-role': {
    title: 'a role that only an AWS service can use',
    mistakes: 'An intruder can set up the service, which then works for them.',
  },
  'both-rules': {
    title: `a match of the other rule too, within ${RELATED_MINUTES} min: calls by the same principal, or a sweep by the same identity or from the same source IP; half the points if only the source IP is the same`,
    mistakes:
      'A tool that takes inventory of both instances and quotas. By source IP: two people behind one public source IP.',
  },
  'several-principals': {
    title: `sweeps of the same rule by other principals of the same identity or with the same source IP, within ${RELATED_MINUTES} min`,
    mistakes:
      'Several people, or several steps of a pipeline, with one role or behind one public source IP.',
  },
  'first-seen': {
    title:
      'an identity that made no call of either rule in the previous 30 days; all sessions of a role are one identity',
    mistakes:
      'Every new colleague or tool. The baseline holds only calls of the two rules, so other work does not count.',
  },
  'new-regions': {
    title:
      'regions in which the identity made no call of either rule in the previous 30 days; points in proportion to their share',
    mistakes: 'The first sweep of an identity that has so far called only its own region.',
  },
  'new-regions-of-account': {
    title:
      'regions in which no identity of the account made a call of either rule in the previous 30 days; points in proportion to their share',
    mistakes:
      'The first sweep of an account. The baseline holds only calls of the two rules, so other use of a region does not count.',
  },
  'new-address': {
    title:
      'a source IP from which the identity made no call of either rule in the previous 30 days; for IPv6, only the first 64 bits count',
    mistakes:
      'People travel, and new machines get new source IPs. The baseline keeps the first source IP of each region and day, and may miss others.',
  },
  baseline: {
    title:
      'a baseline that cannot show what is new: RegionSweep could not read it, or it is younger than 7 days',
    mistakes: 'Not applicable: the signal only states what is unknown and gives no points.',
  },
};
