import { BatchImportFindingsCommand, type SecurityHubClient } from '@aws-sdk/client-securityhub';
import { renderAsff } from '../../notification/asff/render-asff';
import type { FindingOutlet } from '../../ports/finding-outlet';

/**
 * Imports findings to Security Hub, and rejects if it does not accept one. Importing a finding again updates it.
 *
 * @param productArn the ARN for custom findings, `arn:aws:securityhub:<region>:<account>:product/<account>/default`.
 * @see https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_BatchImportFindings.html
 */
export function createSecurityHubOutlet(
  client: SecurityHubClient,
  productArn: string,
): FindingOutlet {
  return {
    async deliver(change, at) {
      const asff = renderAsff(change, { productArn, updatedAt: new Date(at).toISOString() });
      const { FailedFindings = [] } = await client.send(
        new BatchImportFindingsCommand({ Findings: [asff] }),
      );
      const [failed] = FailedFindings;
      // The request succeeds even if its findings do not.
      if (failed !== undefined) {
        throw new Error(
          `Security Hub did not accept ${change.finding.id}: ${failed.ErrorCode} ${failed.ErrorMessage}`,
        );
      }
    },
  };
}
