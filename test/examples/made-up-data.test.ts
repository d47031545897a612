import { generateTrail } from '../../tools/samples/generate-trail';
import { sampleFiles } from '../../tools/samples/sample-files';

const trail = generateTrail();
const records = trail.files.flatMap((file) => file.records);
const texts = sampleFiles(trail).map((file) => file.text);

/** Account ids out of the AWS documentation. */
const EXAMPLE_ACCOUNTS = ['111122223333', '123456789012', '444455556666'];
/** RFC 5737. */
const DOCUMENTATION_ADDRESS = /^(192\.0\.2|198\.51\.100|203\.0\.113)\.\d{1,3}$/;
const SERVICE_NAME = /^[a-z0-9]+\.amazonaws\.com$/;

describe('the data of the sample trail', () => {
  it('has no key or principal id but those of examples', () => {
    const ids = matches(/\bA(?:KIA|SIA|IDA|ROA)[A-Z0-9]+/g);

    expect(ids.length).toBeGreaterThan(10);
    expect(ids.filter((id) => !/^(?:A[KS]IA.{9}|A(?:IDA|ROA).{10})EXAMPLE$/.test(id))).toEqual([]);
  });

  it('has no caller at an address outside the documentation ranges', () => {
    const addresses = new Set(records.map((record) => record.sourceIPAddress));

    expect(
      [...addresses].filter(
        (address) => !DOCUMENTATION_ADDRESS.test(address) && !SERVICE_NAME.test(address),
      ),
    ).toEqual([]);
  });

  it('has no address anywhere else', () => {
    const texts = records.map((record) =>
      JSON.stringify({ ...record, sourceIPAddress: '', userAgent: '' }),
    );

    expect(texts.filter((text) => /\b\d{1,3}(\.\d{1,3}){3}\b/.test(text))).toEqual([]);
  });

  it('names no account but those of examples', () => {
    const inArns = matches(/arn:aws:[a-z0-9-]*:[a-z0-9-]*:\d{12}\b/g).map((arn) => arn.slice(-12));
    const inFields = records.flatMap((record) => [
      record.recipientAccountId,
      record.userIdentity.accountId ?? record.recipientAccountId,
    ]);

    expect([...new Set([...inArns, ...inFields])].sort()).toEqual(EXAMPLE_ACCOUNTS);
  });

  it('names no domain of people but example.com', () => {
    const mails = matches(/[\w.+-]+@[\w-]+\.[\w.]+/g);

    expect(mails.filter((mail) => !mail.endsWith('@example.com'))).toEqual([]);
  });
});

function matches(pattern: RegExp): string[] {
  return [...new Set(texts.flatMap((text) => text.match(pattern) ?? []))];
}
