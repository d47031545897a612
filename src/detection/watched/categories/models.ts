import { PAGES } from '../evidence-pages';
import type { WatchCategory } from '../watch';

export const models = {
  id: 'models',
  about: 'Gets access to models of Amazon Bedrock.',
  isOnByDefault: true,
  watches: [
    {
      call: 'PutUseCaseForModelAccess',
      service: 'bedrock',
      points: 50,
      evidence: { incidents: 4, page: PAGES.hostedModels },
    },
    {
      call: 'CreateFoundationModelAgreement',
      service: 'bedrock',
      details: { model: ['requestParameters.modelId'] },
      points: 50,
      evidence: { incidents: 3, page: PAGES.llmHijacking },
    },
    {
      call: 'PutFoundationModelEntitlement',
      service: 'bedrock',
      details: { model: ['requestParameters.modelId'] },
      points: 50,
      evidence: { incidents: 2, page: PAGES.hostedModels },
    },
  ],
} as const satisfies WatchCategory;
