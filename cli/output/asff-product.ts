import { shownValue } from '../../src/config/shown-value';
import type { Finding } from '../../src/detection/finding';
import { defaultProductArn, isDefaultProductArn } from '../../src/notification/asff/render-asff';
import { accountIdOf } from '../../src/notification/facts';
import { firstRegionOf, partitionOf } from '../../src/notification/partition';
import { isAccountId } from '../../src/notification/well-formed';
import { UsageError } from '../flags/usage-error';

/** No account has this id, so Security Hub refuses an import under it. */
const NO_ACCOUNT = '000000000000';

/** Shown when no product is given: Security Hub imports a finding only from the account and region of its product. */
const DERIVED_PRODUCT_WARNING = `ProductArn and AwsAccountId name the account of each finding, or ${NO_ACCOUNT} where a finding has no account, in the first region of its partition, such as us-east-1. Security Hub imports a finding only from that account and region. To import from your hub, name its product with --product-arn.`;

/** Warnings about the product. @throws UsageError when the ARN is not that of a {@link defaultProductArn}. */
export function productWarnings(productArn: string | undefined): string[] {
  if (productArn === undefined) {
    return [DERIVED_PRODUCT_WARNING];
  }
  if (!isDefaultProductArn(productArn)) {
    throw new UsageError(
      `--product-arn: ${shownValue(productArn)} is not the ARN of a default Security Hub product. Use the account and region of your hub, as in arn:aws:securityhub:eu-central-1:111122223333:product/111122223333/default.`,
    );
  }
  return [];
}

/** The default product of the account that a finding is about. A history does not say in which region the hub is. */
export function derivedProductArn(finding: Finding): string {
  const accountId =
    accountIdOf(finding) ?? finding.evidence.accountIds.find(isAccountId) ?? NO_ACCOUNT;
  const partition = partitionOf(finding);
  return defaultProductArn({ partition, region: firstRegionOf(partition), accountId });
}
