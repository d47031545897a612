import { defaultProductArn, renderAsff } from '../../src/notification/asff/render-asff';
import { ASFF_LIMITS } from '../../src/notification/asff/security-finding';
import { FINDING_EVENT_SOURCE, findingEvent } from '../../src/notification/finding-event';
import { OCSF_VERSION, renderOcsf } from '../../src/notification/ocsf/render-ocsf';
import { FORMAT_FIELDS } from './format-fields';
import { sampleNotifications } from './sample-notifications';

const MAX_EXAMPLE = 60;

/** `docs/formats.md`: the messages, and the table of fields with values of the sample. */
export function formatsPage(): string {
  const notifications = sampleNotifications();
  const [, escalated] = notifications;
  const ocsf = renderOcsf(escalated, { region: 'eu-central-1' });
  const place = { partition: 'aws', region: 'eu-central-1', accountId: '999988887777' };
  const asff = renderAsff(escalated, { productArn: defaultProductArn(place) });
  const rows = FORMAT_FIELDS.map(
    (row) =>
      `| ${row.finding} | ${row.ocsf.map((path) => cell(ocsf, path)).join('<br>')} | ${row.asff.map((path) => cell(asff, path)).join('<br>')} |`,
  );
  const events = notifications.map(
    (notification) =>
      `| ${notification.kind} | \`${findingEvent(notification).DetailType}\` | ${renderOcsf(notification).type_uid} |`,
  );
  return `# Formats

Made from \`src/notification\` by \`npm run docs\`.

One [finding](finding.md) is told of in several formats. A notification is of one of three kinds: \`opened\` at the
threshold, \`escalated\` when the severity rose, \`closed\` when the sweep is over and something differs from what was sent.
All of a finding have its id; in a chat they are one thread.

## For people

[notifications.md](notifications.md) shows an e-mail and a Slack message.

## For programs

| kind | detail type of the event | \`type_uid\` in OCSF |
|---|---|---|
${events.join('\n')}

- **JSON**: the finding itself, as [schemas/finding.schema.json](../schemas/finding.schema.json) has it. The message
  attribute \`kind\` of SNS tells which kind of notification it came with.
- **Event**: source \`${FINDING_EVENT_SOURCE}\`, the finding as the detail. EventBridge takes entries of 256 KB; a finding is
  below 64 KB.
- **OCSF ${OCSF_VERSION}**: a Detection Finding (class 2004) with the profile \`cloud\`. The schemas of 1.7.0 and 1.8.0 take it too.
- **ASFF**: as \`BatchImportFindings\` of Security Hub CSPM takes it, by the default product of the hub's account, with the
  offending account in \`Resources\`. At most ${ASFF_LIMITS.findingBytes / 1024} KB; texts that are too long are cut between sentences or entries.

\`regionsweep replay --format ocsf\` and \`--format asff\` write the findings of a history in these formats, as opened, one a
line; the product of ASFF is that of \`--product-arn\`, else of the account that a finding is about, in us-east-1.

\`npm run e2e\` holds OCSF against the official schema and ASFF against the official model of the API, for hostile texts too.
A text that a caller can choose is one line of printable ASCII there; links in it are broken, and mentions are none.

Confidence is 100 in both: that the calls were made is certain. What they mean is severity and score. \`Close\` of OCSF says
that the sweep is over, and the record of ASFF stays active: whether it mattered is for people to say.

## Fields

Values are those of a sample; \`.0\` stands for the first entry of a list, of which there are as many as the finding has.

| finding | OCSF | ASFF |
|---|---|---|
${rows.join('\n')}

A session's name and role stand in \`evidences[].actor.session\` of OCSF, and in \`${'ProductFields.regionsweep/SessionName'}\` and a
resource of type \`AwsIamRole\` of ASFF. An address of version 6 or the name of an AWS service is \`src_endpoint.ip\` or
\`src_endpoint.svc_name\`; ASFF has a field for addresses of version 4 and names alone, so others are in
\`ProductFields.regionsweep/sourceIps\`.`;
}

/** A path with the value that the sample has there. */
function cell(record: object, path: string): string {
  const value = valueAt(record, path);
  if (value === undefined) {
    throw new Error(`The sample has nothing at ${path}. Correct the path in format-fields.ts.`);
  }
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const cut = text.length > MAX_EXAMPLE ? `${text.slice(0, MAX_EXAMPLE)}…` : text;
  return `\`${path}\`: ${cut.replace(/\s+/g, ' ').replaceAll('|', '\\|').replaceAll('*', '\\*')}`;
}

function valueAt(record: object, path: string): unknown {
  let value: unknown = record;
  const steps = path.startsWith('ProductFields.')
    ? ['ProductFields', path.slice('ProductFields.'.length)]
    : path.split('.');
  for (const step of steps) {
    value = (value as Record<string, unknown> | undefined)?.[step];
  }
  return value;
}
