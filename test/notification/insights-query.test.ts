import { renderInsightsQuery } from '../../src/notification/insights-query';
import { findingOf, IAM_USER, roleSession } from '../support/findings';

describe('renderInsightsQuery', () => {
  it('lists what the principal called, in order of time', () => {
    expect(renderInsightsQuery(findingOf())).toEqual({
      lines: [
        'fields eventTime, awsRegion, eventSource, eventName, errorCode,',
        '       sourceIPAddress, userAgent, userIdentity.accessKeyId',
        '| filter userIdentity.arn = "arn:aws:iam::111122223333:user/ci/deploy-bot"',
        '| sort @timestamp asc',
        '| limit 10000',
      ],
      remarks: [],
    });
  });

  it('finds denied calls too: no condition is about parameters, and none about one of several calls', () => {
    const fallback = { eventName: 'GetAWSDefaultServiceQuota' };
    const finding = findingOf({
      ruleId: 'get-service-quota',
      userIdentity: { ...IAM_USER, arn: 'arn:aws:iam::1:user/"' },
      fields: (index) => (index % 2 === 0 ? fallback : {}),
    });

    const { lines, remarks } = renderInsightsQuery(finding);

    expect(lines.slice(2, 4)).toEqual([
      '| filter eventSource = "servicequotas.amazonaws.com"',
      '| sort @timestamp asc',
    ]);
    expect(remarks).toEqual([
      'The name of the principal is not safe to paste, so this lists all calls to servicequotas.amazonaws.com by all callers.',
    ]);
  });

  it('covers all sessions of a role', () => {
    const finding = findingOf({
      userIdentity: (index) => roleSession(`s-${index}`),
      settings: { groupBy: 'role' },
    });

    expect(renderInsightsQuery(finding).lines).toContain(
      '| filter userIdentity.sessionContext.sessionIssuer.arn = "arn:aws:iam::111122223333:role/Admin"',
    );
  });

  it('matches the account of an access key wherever the record has it', () => {
    const userIdentity = { type: 'IAMUser', accountId: '999988887777', accessKeyId: 'AKIAX' };

    expect(renderInsightsQuery(findingOf({ userIdentity })).lines.slice(2, 4)).toEqual([
      '| filter coalesce(userIdentity.accountId, recipientAccountId) = "999988887777"',
      '| filter userIdentity.accessKeyId = "AKIAX"',
    ]);
  });

  it.each([
    ['a double quote', 'arn:aws:iam::1:user/" or 1 = 1'],
    ['a backslash', 'arn:aws:iam::1:user/\\'],
    ['more than ASCII', 'arn:aws:iam::1:user/jos\u00e9'],
    ['a link', 'arn:aws:iam::1:user/https://e.vil'],
  ])('asks for the call of all callers when the name holds %s', (_, arn) => {
    const { lines, remarks } = renderInsightsQuery(
      findingOf({ userIdentity: { ...IAM_USER, arn } }),
    );

    expect(lines.slice(2, 4)).toEqual([
      '| filter eventSource = "ec2.amazonaws.com"',
      '| filter eventName = "DescribeInstances"',
    ]);
    expect(remarks).toEqual([
      'The name of the principal is not safe to paste, so this lists DescribeInstances by all callers.',
    ]);
  });
});
