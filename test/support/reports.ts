import { createHash } from 'node:crypto';
import { bundledProgram } from '../../cli/bundled-programs';
import type { Finding } from '../../src/detection/finding';
import type { Call } from '../../src/detection/model';
import { SEVERITIES } from '../../src/detection/rules/rule';
import { formatSecond, parseEventTime } from '../../src/detection/time';
import { htmlPage } from '../../src/report/html-page';
import type { ReportModel } from '../../src/report/model';
import { type ReportParts, reportModel } from '../../src/report/report-model';
import { historySpanOf } from '../../src/tuning/history-span';
import { callOf, settingsOf, uuid } from './calls';
import { findingOf } from './findings';

/** 2026-03-15T12:00:00Z. */
const NOW = 1_773_576_000_000;

/** The model of a report on some findings, with calls that fit them. */
export function reportOf(
  findings: readonly Finding[],
  overrides: Partial<ReportParts> = {},
): ReportModel {
  const calls = findings.flatMap(callsOf);
  return reportModel({
    command: 'replay',
    remarks: [],
    findings,
    calls,
    span: historySpanOf(calls),
    settings: settingsOf(),
    isInterrupted: false,
    isWhole: true,
    problems: [],
    now: NOW,
    ...overrides,
  });
}

/** The HTML of a report. */
export async function reportPage(model: ReportModel): Promise<string> {
  const sha256 = (text: string) => createHash('sha256').update(text).digest('base64');
  return htmlPage({ model, script: await bundledProgram('page'), sha256 });
}

/** A call for each region of a finding, one per second, under its principal. Every third is denied. */
function callsOf(finding: Finding, seed: number): Call[] {
  const { rule, principal, window, evidence } = finding;
  const start = parseEventTime(window.start) ?? 0;
  return evidence.regions.map((region, index) =>
    callOf({
      eventId: uuid(seed * 1000 + index),
      ruleId: rule.id,
      principal,
      second: start + index,
      region,
      caller: {
        type: principal.type,
        sourceIp: evidence.sourceIps[0] ?? '198.51.100.7',
        ...(index % 3 === 0 && { errorCode: 'Client.UnauthorizedOperation' }),
      },
    }),
  );
}

/** Findings of all severities, of a few hundred principals, over some weeks. */
export function manyFindings(number: number): Finding[] {
  const template = findingOf({ secondsBetweenCalls: 1 });
  const start = parseEventTime(template.window.start) ?? 0;
  return Array.from({ length: number }, (_, index): Finding => {
    const shift = (index * 3571) % (30 * 86_400);
    const arn = `arn:aws:iam::111122223333:user/user-${index % 400}`;
    const severity = SEVERITIES[index % 97 === 0 ? 4 : index % 3] ?? 'low';
    return {
      ...template,
      id: `describe-instances-${index}`,
      // Two findings in each.
      incidentId: `incident-${index % Math.ceil(number / 2)}`,
      severity,
      score: 20 * SEVERITIES.indexOf(severity) + (index % 20),
      principal: { ...template.principal, key: `arn:${arn}`, arn },
      window: {
        ...template.window,
        start: formatSecond(start + shift),
        end: formatSecond(start + shift + 47),
      },
      evidence: {
        ...template.evidence,
        firstCall: formatSecond(start + shift),
        lastCall: formatSecond(start + shift + 16),
        sourceIps: [`198.51.100.${index % 250}`],
      },
    };
  });
}
