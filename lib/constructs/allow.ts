import { type IGrantable, PolicyStatement } from 'aws-cdk-lib/aws-iam';

/** Allows actions on one resource, and no more than that: the grants of CDK allow more. */
export function allow(
  grantee: IGrantable,
  actions: string[],
  resource: string,
  conditions?: Readonly<Record<string, unknown>>,
): void {
  grantee.grantPrincipal.addToPrincipalPolicy(
    new PolicyStatement({ actions, resources: [resource], ...(conditions && { conditions }) }),
  );
}
