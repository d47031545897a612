import type { SNSClient } from '@aws-sdk/client-sns';
import { renderGathered } from '../../notification/gathered-message';
import { renderOperatorsNotice } from '../../notification/operators-message';
import type { Notices } from '../../ports/notices';
import { publishMessage } from './publish-message';

/** Settings of {@link createSnsNotices}. */
export interface SnsNoticesOptions {
  readonly client: SNSClient;
  /** The topic of alerts. */
  readonly findingsTopicArn: string;
  readonly operatorsTopicArn: string;
  /** The page that notices link to. */
  readonly runbookUrl: string;
}

/** Publishes summaries and notices to SNS topics, and rejects when SNS does not accept one. */
export function createSnsNotices(options: SnsNoticesOptions): Notices {
  const { client, findingsTopicArn, operatorsTopicArn, runbookUrl } = options;
  return {
    async publishGathered(alerts) {
      await publishMessage(client, findingsTopicArn, renderGathered(alerts));
    },
    async publishToOperators(notice) {
      await publishMessage(client, operatorsTopicArn, renderOperatorsNotice(notice, runbookUrl));
    },
  };
}
