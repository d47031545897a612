/**
 * The limits for characters of texts, entries of lists and bytes of a whole finding.
 * @see https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_AwsSecurityFinding.html
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/asff-required-attributes.html
 * @see https://docs.aws.amazon.com/securityhub/latest/partnerguide/guidelines-batchimportfindings.html
 */
export const ASFF_LIMITS = {
  id: 512,
  generatorId: 512,
  title: 256,
  description: 1024,
  recommendation: 512,
  severityOriginal: 64,
  resources: 32,
  resourceId: 512,
  productFields: 50,
  productFieldName: 128,
  productFieldValue: 2048,
  apiText: 128,
  findingBytes: 240 * 1024,
} as const;
