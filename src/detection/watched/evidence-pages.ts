/** A public report of an incident that has the call, or a page that says why intruders make it. */
export const PAGES = {
  admin8Minutes:
    'https://www.sysdig.com/blog/ai-assisted-cloud-intrusion-achieves-admin-access-in-8-minutes',
  cloudConscious:
    'https://fwdcloudsec.org/assets/presentations/2024/europe/sebastian-walla-cloud-conscious-tactics-techniques-and-procedures-an-overview.pdf',
  computeCredentials: 'https://unit42.paloaltonetworks.com/compromised-cloud-compute-credentials/',
  crimsonCollective:
    'https://www.rapid7.com/blog/post/tr-crimson-collective-a-new-threat-group-observed-operating-in-the-cloud/',
  cryptomining:
    'https://aws.amazon.com/blogs/security/cryptomining-campaign-targeting-amazon-ec2-and-amazon-ecs/',
  cryptominingEcs:
    'https://securitylabs.datadoghq.com/articles/tales-from-the-cloud-trenches-ecs-crypto-mining/',
  dangerdev: 'https://www.invictus-ir.com/news/the-curious-case-of-dangerdev-protonmail-me',
  dnc: 'https://www.crowdstrike.com/blog/bears-midst-intrusion-democratic-national-committee/',
  expelConsole:
    'https://expel.com/blog/incident-report-from-cli-to-console-chasing-an-attacker-in-aws/',
  federation: 'https://www.crowdstrike.com/blog/how-adversaries-persist-with-aws-user-federation/',
  guardDutyMembers:
    'https://www.elastic.co/docs/reference/security/prebuilt-rules/rules/integrations/aws/defense_evasion_guardduty_member_manipulation',
  guivil: 'https://permiso.io/blog/s/unmasking-guivil-new-cloud-threat-actor/',
  hostedModels: 'https://permiso.io/blog/exploiting-hosted-models',
  iamEscalation: 'https://hackingthe.cloud/aws/exploitation/iam_privilege_escalation/',
  lateralMovement: 'https://unit42.paloaltonetworks.com/cloud-lateral-movement-techniques/',
  leakedKeys: 'https://permiso.io/blog/s/anatomy-of-attack-exposed-keys-to-crypto-mining/',
  llmHijacking: 'https://www.wiz.io/blog/jinx-2401-llm-hijacking-aws',
  llmJacking: 'https://sysdig.com/blog/llmjacking-stolen-cloud-credentials-used-in-new-ai-attack/',
  lucr3: 'https://permiso.io/blog/lucr-3-scattered-spider-getting-saas-y-in-the-cloud',
  newTactics:
    'https://reinforce.awsevents.com/content/dam/reinforce/2024/slides/TDR432_New-tactics-and-techniques-for-proactive-threat-detection.pdf',
  parameters:
    'https://stratus-red-team.cloud/attack-techniques/AWS/aws.credential-access.ssm-retrieve-securestring-parameters/',
  persistTooMuch:
    'https://securitylabs.datadoghq.com/articles/tales-from-the-cloud-trenches-the-attacker-doth-persist-too-much/',
  quarantine:
    'https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSCompromisedKeyQuarantineV3.html',
  sesCampaign: 'https://www.wiz.io/blog/wiz-discovers-cloud-email-abuse-campaign',
  sesPionage: 'https://permiso.io/blog/s/aws-ses-pionage-detecting-ses-abuse/',
  sugarCrm: 'https://unit42.paloaltonetworks.com/sugarcrm-cloud-incident-black-hat/',
  trailDiscover: 'https://traildiscover.cloud/',
  trustAnchor:
    'https://stratus-red-team.cloud/attack-techniques/AWS/aws.persistence.rolesanywhere-create-trust-anchor/',
  unusedRegions: 'https://attack.mitre.org/techniques/T1535/',
} as const;
