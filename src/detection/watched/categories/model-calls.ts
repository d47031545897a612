import type { WatchCategory } from '../watch';

/** A call with an error: intruders probe which models answer. Calls that succeed are ordinary traffic. */
function probe<Call extends string>(call: Call) {
  return {
    call,
    service: 'bedrock',
    isReadOnly: true,
    where: { errorCode: [{ exists: true }] },
    details: { model: ['modelId'] },
    points: 20,
    isArrivalUnknown: true,
  } as const;
}

export const modelCalls = {
  id: 'model-calls',
  isOnByDefault: false,
  watches: [
    probe('InvokeModel'),
    probe('InvokeModelWithResponseStream'),
    probe('Converse'),
    probe('ConverseStream'),
  ],
} as const satisfies WatchCategory;
