import type { WatchCategory } from '../watch';

export const models = {
  id: 'models',
  isOnByDefault: true,
  watches: [
    {
      call: 'PutUseCaseForModelAccess',
      service: 'bedrock',
      points: 50,
    },
    {
      call: 'CreateFoundationModelAgreement',
      service: 'bedrock',
      details: { model: ['modelId'] },
      points: 50,
    },
    {
      call: 'PutFoundationModelEntitlement',
      service: 'bedrock',
      details: { model: ['modelId'] },
      points: 50,
    },
  ],
} as const satisfies WatchCategory;
