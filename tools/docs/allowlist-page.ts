import { FIELDS } from '../../src/allowlist/fields';
import { LIMITS } from '../../src/allowlist/schema';

/** `docs/allowlist.md`, with the fields from their declarations. */
export function allowlistPage(): string {
  const rows = Object.entries(FIELDS)
    .filter(([path]) => path.startsWith('entries[].'))
    .map(
      ([path, { description, allowed, isRequired }]) =>
        `| \`${path.replace('entries[].', '')}\` | ${isRequired ? 'yes' : ''} | ${cell(description)} | ${cell(allowed)} |`,
    );
  return `# The allow-list

Some sweeps are harmless: an inventory that runs each night, a posture scanner. The allow-list says which, how far they go,
until when, and who answers for it. A sweep that an entry covers is recorded and counted, with the ticket of the entry, and
nobody is told.

\`allowlist.json\` is read beside \`cdk.json\`; context \`allowlist\` names another file. It is checked when the stack is
synthesized, and deployed beside the code of the detector. [\`examples/allowlist.json\`](../examples/allowlist.json) is one;
its \`$schema\` lets an editor complete and check it as you type.

\`\`\`sh
npm run --silent regionsweep -- allowlist validate
npm run --silent regionsweep -- allowlist check ./AWSLogs
\`\`\`

The first checks the file. The second says, on a history, what each entry would have covered, which were unused, have
expired or had a ceiling broken, and what would have been notified of.

## An entry

At most ${LIMITS.entries} entries. Unknown fields are refused; what stands under a name that begins with \`//\` is a comment.

| field | required | meaning | allowed |
|---|---|---|---|
${rows.join('\n')}

Globs know \`*\` and \`?\` alone, as in \`StringLike\` of IAM, and upper and lower case differ. In an ARN a star stays within
its part, so that the name of a session never passes for that of a role. User agents are cut to 120 bytes before they are
compared.

## What holds

- **All of a sweep has to match**: every source address is in one of the networks, every user agent matches. A call by an
  AWS service (\`AWS Internal\`, \`ec2.amazonaws.com\`) comes from no network.
- **What is not known does not match.** Where the evidence does not hold everything (\`evidence.capped\`), it does not match by
  address or user agent; where counts are lower bounds (\`evidence.atLeast\`), the ceilings are broken. A tool that makes more
  calls in a window than \`maxTrackedCalls\` needs that raised.
- **Ceilings are mandatory**, but for \`hours\`, and have no defaults: a stolen scanner role is the best disguise, and whoever
  writes an entry knows best what the tool does. A sweep beyond any of them is notified of as if there were no entry,
  and the finding says which entry and which ceilings.
- **Of several entries** the first by id that covers the sweep counts; else the first whose ceilings are broken.
- **An expired entry covers nothing**, from the beginning of the day of its expiry in UTC. It is said at every synthesis, 30
  days ahead too, by the command line, and by the metric \`AllowlistExpired\`.
- **A root user is never covered.**

## What is refused

- No owner, ticket, reason or expiry; an expiry more than a year ahead.
- Entries that stand for everybody: \`*\`, the root user of an account, an account, a rule or a user agent alone; names with
  fewer than three characters besides wildcards, names and paths that cover every role, every permission set
  (\`AWSReservedSSO_*\`) or every service-linked role; networks wider than /16 (IPv4) or /32 (IPv6).
- Two entries with the same id, or with the same match: they would contradict.
- Networks of IPv4 that are written as IPv6. An address of a caller that is written so counts as what it is.

An address is weak evidence where calls take a VPC endpoint: the record then has the private address of the caller, and
anybody can make a VPC with such addresses. Prefer a role, and an address beside it.

${example()}`;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}

/** What the second command says of a month of an organization; it takes too long to be made anew each time. */
function example(): string {
  return `## An example

The made-up month of 30 accounts of [tuning.md](tuning.md#an-example), with
[\`examples/sample-month-allowlist.json\`](../examples/sample-month-allowlist.json):

\`\`\`sh
npm run sample-month
npm run --silent regionsweep -- allowlist check .sample-month \\
  --allowlist examples/sample-month-allowlist.json --as-of 2026-06-01
\`\`\`

\`\`\`text
entry            covered  ceilings broken  expires     state
posture-scanner  900      0                2026-11-28  used
asset-inventory  180      0                2026-11-28  used
capacity-report  0        4                2026-11-28  ceilings broken

1080 of 1114 findings would have been covered
  2026-05-01T01:00:23Z  describe-instances  arn:arn:aws:sts::100000000007:assumed-role/PostureScanner/posture-scanner  17 regions, 17 calls, low (35), by posture-scanner (SEC-2001)
  2026-05-01T01:02:27Z  describe-instances  arn:arn:aws:sts::100000000012:assumed-role/PostureScanner/posture-scanner  17 regions, 17 calls, low (35), by posture-scanner (SEC-2001)
  2026-05-01T01:04:14Z  describe-instances  arn:arn:aws:sts::100000000010:assumed-role/PostureScanner/posture-scanner  17 regions, 17 calls, low (35), by posture-scanner (SEC-2001)
  2026-05-01T01:05:22Z  describe-instances  arn:arn:aws:sts::100000000008:assumed-role/PostureScanner/posture-scanner  17 regions, 17 calls, low (35), by posture-scanner (SEC-2001)
  …

34 of 1114 findings would have been notified of
  2026-05-01T13:49:50Z  describe-instances  arn:arn:aws:sts::100000000016:assumed-role/AWSReservedSSO_PowerUserAccess_0123456789abcdef/finn@example.com  17 regions, 17 calls, informational (0)
  2026-05-01T16:00:33Z  describe-instances  arn:arn:aws:sts::100000000010:assumed-role/AWSReservedSSO_PowerUserAccess_0123456789abcdef/dan@example.com  17 regions, 17 calls, informational (0)
  2026-05-04T06:00:34Z  get-service-quota  arn:arn:aws:sts::100000000001:assumed-role/capacity-report/weekly  17 regions, 17 calls, medium (55)
    capacity-report does not cover it: regions 17, allowed at most 12
  2026-05-04T08:41:41Z  describe-instances  arn:arn:aws:sts::100000000004:assumed-role/AWSReservedSSO_PowerUserAccess_0123456789abcdef/ben@example.com  17 regions, 17 calls, informational (0)
  2026-05-04T13:04:51Z  describe-instances  arn:arn:aws:sts::100000000019:assumed-role/AWSReservedSSO_PowerUserAccess_0123456789abcdef/gwen@example.com  17 regions, 17 calls, informational (0)
  2026-05-05T15:34:10Z  describe-instances  arn:arn:aws:sts::100000000007:assumed-role/AWSReservedSSO_PowerUserAccess_0123456789abcdef/cleo@example.com  17 regions, 17 calls, informational (0)
  2026-05-05T16:18:57Z  describe-instances  arn:arn:aws:sts::100000000022:assumed-role/AWSReservedSSO_PowerUserAccess_0123456789abcdef/hugo@example.com  17 regions, 17 calls, informational (0)
  2026-05-08T16:43:56Z  describe-instances  arn:arn:aws:sts::100000000019:assumed-role/AWSReservedSSO_PowerUserAccess_0123456789abcdef/gwen@example.com  17 regions, 17 calls, informational (0)
  2026-05-09T02:41:07Z  describe-instances  arn:arn:aws:iam::100000000009:user/build-uploader  17 regions, 17 calls, critical (100)
  2026-05-09T02:42:11Z  get-service-quota  arn:arn:aws:iam::100000000009:user/build-uploader  17 regions, 17 calls, critical (100)
  …
\`\`\`

Two entries cover what they are meant for. The third has a ceiling of 12 regions, and the report goes through 17: it is notified
of each time, and the finding says which ceiling was broken. What is left is people, whose clicks are below
\`notifyFrom\`, and intruders.`;
}
