import type { Signal } from '../signal';

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create-service-linked-role.html */
const SERVICE_LINKED = /^arn:aws[a-z-]{0,16}:iam::\d{12}:role\/aws-service-role\//;

export const serviceLinkedRole = {
  id: 'service-linked-role',
  points: -40,
  observe({ calls }) {
    return calls.every(({ caller }) => SERVICE_LINKED.test(caller?.roleArn ?? ''))
      ? { sentence: 'Only an AWS service can use this role.', values: {} }
      : undefined;
  },
} as const satisfies Signal;
