/** Any text that is not empty, of a length. */
const text = (maxLength: number) => ({ type: 'string', minLength: 1, maxLength });

const object = (properties: Record<string, object>) => ({
  type: 'object',
  additionalProperties: false,
  required: Object.keys(properties),
  properties,
});

/**
 * What the documentation of each API asks of a request, by the name of the recipe: the path, and the body with the
 * members that the recipe sends and their limits.
 */
export const REQUESTS: Readonly<Record<string, readonly [path: RegExp, body: object][]>> = {
  /** @see https://developer.pagerduty.com/docs/send-alert-event */
  'pagerduty.yaml': [
    [
      /^\/v2\/enqueue$/,
      {
        oneOf: [
          object({
            routing_key: text(32),
            event_action: { const: 'trigger' },
            dedup_key: text(255),
            payload: object({
              summary: text(1024),
              source: text(255),
              severity: { enum: ['critical', 'error', 'warning', 'info'] },
              timestamp: { type: 'string', format: 'date-time' },
              class: text(255),
              custom_details: { type: 'object' },
            }),
          }),
          object({
            routing_key: text(32),
            event_action: { const: 'resolve' },
            dedup_key: text(255),
          }),
        ],
      },
    ],
  ],
  /** @see https://docs.opsgenie.com/docs/alert-api */
  'opsgenie.yaml': [
    [
      /^\/v2\/alerts$/,
      object({
        message: text(130),
        alias: text(512),
        description: text(15_000),
        priority: { enum: ['P1', 'P2', 'P3', 'P4', 'P5'] },
        source: text(100),
        entity: text(512),
        tags: { type: 'array', maxItems: 20, items: text(50) },
        details: { type: 'object', additionalProperties: text(8000) },
      }),
    ],
    [
      /^\/v2\/alerts\/incident-\d{8}T\d{6}Z-[0-9a-f]{16}\/close\?identifierType=alias$/,
      object({ source: text(100), note: text(25_000) }),
    ],
  ],
  /** @see https://learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors/how-to/connectors-using */
  'teams.yaml': [
    [
      /^\/workflows\/abc\?sig=s$/,
      object({
        type: { const: 'message' },
        attachments: {
          type: 'array',
          minItems: 1,
          maxItems: 1,
          items: object({
            contentType: { const: 'application/vnd.microsoft.card.adaptive' },
            content: object({
              $schema: { const: 'http://adaptivecards.io/schemas/adaptive-card.json' },
              type: { const: 'AdaptiveCard' },
              version: { const: '1.4' },
              body: {
                type: 'array',
                items: {
                  anyOf: [
                    {
                      type: 'object',
                      properties: { type: { const: 'TextBlock' }, text: text(2000) },
                      required: ['type', 'text'],
                    },
                    object({
                      type: { const: 'FactSet' },
                      facts: {
                        type: 'array',
                        items: object({ title: text(100), value: text(200) }),
                      },
                    }),
                  ],
                },
              },
            }),
          }),
        },
      }),
    ],
  ],
  /** @see https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issues/ */
  'jira.yaml': [
    [
      /^\/rest\/api\/3\/issue$/,
      object({
        fields: object({
          project: object({ key: { type: 'string', pattern: '^[A-Z][A-Z0-9_]+$' } }),
          issuetype: object({ name: text(60) }),
          summary: { ...text(255), pattern: '^[^\\n]+$' },
          labels: {
            type: 'array',
            items: { type: 'string', maxLength: 255, pattern: '^\\S+$' },
          },
          description: object({
            type: { const: 'doc' },
            version: { const: 1 },
            content: {
              type: 'array',
              items: object({
                type: { const: 'paragraph' },
                content: {
                  type: 'array',
                  items: object({ type: { const: 'text' }, text: text(32_767) }),
                },
              }),
            },
          }),
        }),
      }),
    ],
    [
      /^\/automation\/abc$/,
      object({
        label: { type: 'string', pattern: '^regionsweep-incident-\\S+$' },
        kind: { enum: ['escalated', 'updated', 'closed'] },
        severity: text(20),
        headline: text(100),
        summary: text(1024),
      }),
    ],
  ],
  'webhook.yaml': [[/^\/hook$/, { type: 'object', required: ['source', 'detail-type', 'detail'] }]],
};
