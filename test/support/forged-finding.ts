import type { Finding } from '../../src/detection/finding';

/** The finding with `text` as it is, not cleaned by the core, in every field that is not ours. */
export function forged(finding: Finding, next: () => string): Finding {
  const { principal, evidence } = finding;
  const renew = (values: readonly string[]): string[] => values.map(next);
  return {
    ...finding,
    principal: {
      kind: principal.kind,
      key: `${principal.kind}:${next()}`,
      arn: next(),
      type: next(),
      accountId: next(),
      roleArn: next(),
      sessionName: next(),
    },
    evidence: {
      ...evidence,
      regions: renew(evidence.regions),
      accountIds: renew(evidence.accountIds),
      accessKeyIds: renew(evidence.accessKeyIds),
      identityTypes: renew(evidence.identityTypes),
      sourceIps: renew(evidence.sourceIps),
      userAgents: renew(evidence.userAgents),
      errorCodes: renew(evidence.errorCodes),
      eventIds: renew(evidence.eventIds),
    },
  };
}
