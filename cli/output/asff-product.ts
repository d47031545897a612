import type { Finding } from '../../src/detection/finding';
import { defaultProductArn, isDefaultProductArn } from '../../src/notification/asff/render-asff';
import { accountIdOf } from '../../src/notification/facts';
import { isAccountId } from '../../src/notification/well-formed';

/** Where a history does not say it: the hub may be anywhere. */
const REGION = 'us-east-1';

/** No account has it, so that Security Hub refuses what is imported under it. */
const NO_ACCOUNT = '000000000000';

/** Said once where nobody named the product: Security Hub takes findings from the account and region of the product alone. */
export const DERIVED_PRODUCT_WARNING = `ProductArn and AwsAccountId are those of the account that a finding is about, in ${REGION}; ${NO_ACCOUNT} where it names none. Security Hub takes a finding from that account and region alone: name yours with --product-arn.`;

/** What is wrong with a product that was named, or undefined. @see {@link defaultProductArn} */
export function productProblem(productArn: string): string | undefined {
  return isDefaultProductArn(productArn)
    ? undefined
    : 'Allowed is the default product of an account in a region, such as arn:aws:securityhub:eu-central-1:111122223333:product/111122223333/default.';
}

/** The default product of the account that a finding is about. */
export function derivedProductArn(finding: Finding): string {
  const accountId =
    accountIdOf(finding) ?? finding.evidence.accountIds.find(isAccountId) ?? NO_ACCOUNT;
  return defaultProductArn({ partition: 'aws', region: REGION, accountId });
}
