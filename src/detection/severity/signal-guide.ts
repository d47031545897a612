import { RELATED_MINUTES } from './context';
import type { SignalId } from './signal-catalog';
import { LOOKALIKES } from './signals/sweep-of-rule';

/** What people have to know of a signal. */
export interface SignalGuide {
  /** What it looks at, as a phrase. */
  readonly title: string;
  /** What harmless, or harmful, thing looks the same: when the signal is wrong. */
  readonly mistakes: string;
}

/** The signals in words, apart from what they do: the functions that are deployed have no use for these texts. */
export const SIGNAL_GUIDE: Readonly<Record<SignalId, SignalGuide>> = {
  'describe-instances': {
    title: 'a sweep with `DescribeInstances`',
    mistakes: LOOKALIKES['describe-instances'],
  },
  'get-service-quota': {
    title: 'a sweep with `GetServiceQuota`',
    mistakes: LOOKALIKES['get-service-quota'],
  },
  'long-term-key': {
    title: 'an access key that does not expire',
    mistakes: 'Older scripts and tools outside AWS still have such keys.',
  },
  'root-user': {
    title: 'the root user',
    mistakes: 'Somebody logs in as root where they should not, and opens EC2 Global View.',
  },
  'denied-calls': {
    title: 'calls that were denied; points by their share',
    mistakes:
      'A tool whose policy is too narrow, or a service control policy that closes regions to everybody.',
  },
  'closed-regions': {
    title: 'regions that are not enabled for the account',
    mistakes: 'A tool that goes through a fixed list of all regions there are.',
  },
  script: {
    title: 'a user agent that names an SDK or a command line',
    mistakes:
      'All tools that are in order do so. An intruder can leave it out, which is why a browser takes nothing off.',
  },
  'even-pace': {
    title: 'one region after the other at an even pace, as a loop does',
    mistakes: 'Every script that goes through regions in turn does so, whosever it is.',
  },
  'several-addresses': {
    title: 'calls from several addresses',
    mistakes: 'A network with several ways out, a change of network, IPv4 beside IPv6.',
  },
  'attack-tool': {
    title: 'a user agent that names a system or a tool made for attacks',
    mistakes: 'A penetration test that is agreed on.',
  },
  'known-scanner': {
    title: 'a user agent that names a scanner in wide use',
    mistakes:
      'User agents are easily forged, and intruders use these scanners as well, so that it is worth nothing by itself.',
  },
  browser: {
    title: 'a user agent that names a browser or the console',
    mistakes: 'User agents are easily forged, so that it is worth nothing by itself.',
  },
  'console-session': {
    title: 'all calls made in a console session, as AWS recorded it',
    mistakes:
      'An intruder who got into the console, or who took the cookies or keys of its session.',
  },
  'aws-service': {
    title: 'all calls made by an AWS service on behalf of the principal',
    mistakes: 'An intruder can have a service work for them, such as CloudFormation or Config.',
  },
  'service-linked-role': {
    title: 'a role that only an AWS service can use',
    mistakes: 'An intruder can set the service up, and it then works for them.',
  },
  'both-rules': {
    title: `the other rule as well, within ${RELATED_MINUTES} minutes: calls by the same principal, or a sweep with the same key, role or address; half the points for the address alone`,
    mistakes:
      'A tool that takes inventory of instances and of quotas. By address: two people behind one way out of a network.',
  },
  'several-principals': {
    title: `sweeps of the same rule by other principals with the same key or address, within ${RELATED_MINUTES} minutes`,
    mistakes: 'Several people, or the steps of a pipeline, behind one way out of a network.',
  },
  'first-seen': {
    title:
      'a principal that was not seen making calls of either rule in the 30 days before; sessions of a role are one',
    mistakes:
      'Everybody who is new. Only calls of the two rules are remembered, so other work does not count.',
  },
  'new-regions': {
    title:
      'regions in which the principal was not seen in the 30 days before; points by their share',
    mistakes: 'The first sweep of a principal that is known for calls in its own region.',
  },
  'new-regions-of-account': {
    title:
      'regions in which nobody of the account was seen in the 30 days before; points by their share',
    mistakes:
      'The first sweep of an account. Only calls of the two rules are remembered, so other use of a region does not count.',
  },
  'new-address': {
    title:
      'an address from which the principal was not seen in the 30 days before; of IPv6, the first 64 bits',
    mistakes:
      'People travel, and machines get another address each time. The first address in each region and day is remembered, others may not be.',
  },
  baseline: {
    title:
      'a baseline that cannot say what is new: it could not be read, or is younger than 7 days',
    mistakes: 'It says what is not known, so that it is worth nothing by itself.',
  },
};
