import { PAGES } from '../evidence-pages';
import type { Watch, WatchCategory } from '../watch';

/** A call with an error: intruders probe which models answer. Calls that succeed are ordinary traffic. */
function probe(call: string, incidents: number): Watch {
  return {
    call,
    service: 'bedrock',
    isReadOnly: true,
    where: { errorCode: [{ exists: true }] },
    details: { model: ['requestParameters.modelId'] },
    points: 20,
    evidence: { incidents, page: PAGES.llmJacking },
    isArrivalUnknown: true,
  };
}

export const modelCalls = {
  id: 'model-calls',
  about: 'Probes which models of Amazon Bedrock answer. Only failed calls count.',
  isOnByDefault: false,
  watches: [
    probe('InvokeModel', 6),
    probe('InvokeModelWithResponseStream', 3),
    probe('Converse', 0),
    probe('ConverseStream', 0),
  ],
} as const satisfies WatchCategory;
