import { ENTRY_FIELDS, MAX_ENTRIES } from '../../src/allowlist/fields';
import { allowedWords, type Members } from '../../src/config/config-key';

/** `docs/allowlist.md`, with the fields from their declarations. */
export function allowlistPage(): string {
  return `# The allow-list

Some sweeps are harmless, for example those of a nightly inventory or a posture scanner. The allow-list names them. Each entry
has limits, an expiry date and an owner. RegionSweep sends no alert about a sweep that an entry covers: the finding goes to the
archive with the ticket of the entry.

RegionSweep reads \`allowlist.json\` next to \`cdk.json\`, or the file that the context key \`allowlist\` names. The CDK app
checks the file when it synthesizes the stack and deploys it with the code of the detector.
[\`examples/allowlist.json\`](../examples/allowlist.json) is an example; its \`$schema\` lets an editor complete and check the
file as you type.

\`\`\`sh
npm run --silent regionsweep -- allowlist validate
npm run --silent regionsweep -- allowlist check ./AWSLogs
\`\`\`

The first command checks the file. The second checks it against a history. It shows which sweeps each entry covers, which
entries are unused, have expired or have a broken ceiling, and which findings are not covered.

## An entry

An allow-list has at most ${MAX_ENTRIES} entries. RegionSweep rejects unknown fields. Fields whose names begin with \`//\` are comments.

| field | required | meaning | allowed |
|---|---|---|---|
${rowsOf(ENTRY_FIELDS).join('\n')}

In globs only \`*\` and \`?\` are special, as in \`StringLike\` of IAM, and case matters. In an ARN a star stays within its
part, so a session name never passes for a role name. RegionSweep cuts user agents to 120 bytes before it compares them.

## How entries apply

- **The whole sweep must match.** Every source IP must be in one of the networks, and every user agent must match. A call by
  an AWS service (\`AWS Internal\`, \`ec2.amazonaws.com\`) is in no network.
- **Unknown values do not match.** Incomplete lists in the evidence (\`evidence.capped\`) match no network and no user agent.
  If counts are lower bounds (\`evidence.atLeast\`), the ceilings count as broken. For a tool that makes more calls in a
  window than \`maxTrackedCalls\`, raise that setting.
- **Ceilings are mandatory** except \`hours\`, and have no defaults. A stolen scanner role is the best disguise, and the owner
  knows best what the tool does. A sweep that exceeds a ceiling alerts as if there were no entry, and the finding names the
  entry and the ceilings.
- **Leave headroom where you expect growth.** A ceiling of 17 regions for a tool that reaches 17 regions breaks on the day the
  tool adds one. The draft of [\`tune\`](tuning.md) has no headroom for regions and source IPs.
- **Of several entries**, the first by ID that covers the sweep applies; otherwise the first whose ceilings are broken.
- **An expired entry covers nothing** from 00:00 UTC on the day in \`expires\`. The CDK app and the command line warn about it,
  starting 30 days before, and the metric \`AllowlistExpired\` counts it.
- **No entry covers a root user.**

## What RegionSweep rejects

- Entries without owner, ticket, reason or expiry date, and expiry dates more than a year ahead.
- Entries that match everyone: \`*\`, the root user of an account, or only an account, a rule or a user agent.
- Names with fewer than three characters other than wildcards. Names and paths that match every role, every permission set
  (\`AWSReservedSSO_*\`) or every service-linked role.
- Networks wider than /16 (IPv4) or /32 (IPv6), and IPv4 networks written as IPv6. A source IP written that way counts as
  IPv4.
- Two entries with the same ID or the same match, because they would contradict each other.

A source IP is weak evidence where calls go through a VPC endpoint: the record then has the private address of the caller, and
anyone can create a VPC with the same addresses. Prefer a role, together with a network.

${example()}`;
}

/** A row of the table for each field, those of an object after it. */
function rowsOf(fields: Members, prefix = ''): string[] {
  return Object.entries(fields).flatMap(([name, field]) => [
    `| \`${prefix}${name}\` | ${field.isRequired ? 'yes' : ''} | ${cell(field.description ?? '')} | ${cell(allowedWords(field))} |`,
    ...(field.kind === 'object' ? rowsOf(field.members, `${prefix}${name}.`) : []),
  ]);
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}

/** The output of the second command for the sample month. Running it takes too long to do so each time. */
function example(): string {
  return `## An example

This is a made-up month of an organization with 30 accounts, as in [tuning.md](tuning.md#an-example), with
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

1080 of 1114 findings are covered
  2026-05-01T01:00:23Z  describe-instances  role/PostureScanner/posture-scanner @100000000007  17 regions, 17 calls, low (35), by posture-scanner (SEC-2001)
  2026-05-01T01:02:27Z  describe-instances  role/PostureScanner/posture-scanner @100000000012  17 regions, 17 calls, low (35), by posture-scanner (SEC-2001)
  2026-05-01T01:04:14Z  describe-instances  role/PostureScanner/posture-scanner @100000000010  17 regions, 17 calls, low (35), by posture-scanner (SEC-2001)
  2026-05-01T01:05:22Z  describe-instances  role/PostureScanner/posture-scanner @100000000008  17 regions, 17 calls, low (35), by posture-scanner (SEC-2001)
  …

34 of 1114 findings are not covered
  2026-05-01T13:49:50Z  describe-instances  role/AWSReservedSSO_PowerUserAccess_0123456789abcdef/finn@example.com @100000000016  17 regions, 17 calls, informational (0)
  2026-05-01T16:00:33Z  describe-instances  role/AWSReservedSSO_PowerUserAccess_0123456789abcdef/dan@example.com @100000000010  17 regions, 17 calls, informational (0)
  2026-05-04T06:00:34Z  get-service-quota  role/capacity-report/weekly @100000000001  17 regions, 17 calls, medium (55)
    capacity-report does not cover it: regions 17, allowed at most 12
  2026-05-04T08:41:41Z  describe-instances  role/AWSReservedSSO_PowerUserAccess_0123456789abcdef/ben@example.com @100000000004  17 regions, 17 calls, informational (0)
  2026-05-04T13:04:51Z  describe-instances  role/AWSReservedSSO_PowerUserAccess_0123456789abcdef/gwen@example.com @100000000019  17 regions, 17 calls, informational (0)
  2026-05-05T15:34:10Z  describe-instances  role/AWSReservedSSO_PowerUserAccess_0123456789abcdef/cleo@example.com @100000000007  17 regions, 17 calls, informational (0)
  2026-05-05T16:18:57Z  describe-instances  role/AWSReservedSSO_PowerUserAccess_0123456789abcdef/hugo@example.com @100000000022  17 regions, 17 calls, informational (0)
  2026-05-08T16:43:56Z  describe-instances  role/AWSReservedSSO_PowerUserAccess_0123456789abcdef/gwen@example.com @100000000019  17 regions, 17 calls, informational (0)
  2026-05-09T02:41:07Z  describe-instances  user/build-uploader @100000000009  17 regions, 17 calls, critical (100)
  2026-05-09T02:42:11Z  get-service-quota  user/build-uploader @100000000009  17 regions, 17 calls, critical (100)
  …
\`\`\`

Two entries cover what they should. The third has a ceiling of 12 regions, but the report calls 17: each run alerts, and the
finding names the broken ceiling. The rest are people, whose clicks stay below \`notifyFrom\`, and intruders.`;
}
