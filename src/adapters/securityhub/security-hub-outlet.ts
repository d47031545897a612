import { BatchImportFindingsCommand, type SecurityHubClient } from '@aws-sdk/client-securityhub';
import { renderAsff } from '../../notification/asff/render-asff';
import type { IncidentOutlet } from '../../ports/incident-outlet';

/**
 * Imports each incident to Security Hub as one finding, and rejects if Security Hub does not accept it. Each further
 * import of an incident updates that finding.
 *
 * @param productArn the ARN for custom findings, `arn:aws:securityhub:<region>:<account>:product/<account>/default`.
 * @see https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_BatchImportFindings.html
 */
export function createSecurityHubOutlet(
  client: SecurityHubClient,
  productArn: string,
): IncidentOutlet {
  return {
    async deliver(notification, at) {
      const asff = renderAsff(notification, { productArn, updatedAt: new Date(at).toISOString() });
      const { FailedFindings = [] } = await client.send(
        new BatchImportFindingsCommand({ Findings: [asff] }),
      );
      const [failed] = FailedFindings;
      // The request succeeds even if its findings do not.
      if (failed !== undefined) {
        throw new Error(
          `Security Hub did not accept ${notification.incident.id}: ${failed.ErrorCode} ${failed.ErrorMessage}`,
        );
      }
    },
  };
}
