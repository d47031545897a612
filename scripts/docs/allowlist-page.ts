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
anybody can make a VPC with such addresses. Prefer a role, and an address beside it.`;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}
