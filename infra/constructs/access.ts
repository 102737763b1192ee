import { Stack, Validations } from 'aws-cdk-lib';
import { PolicyStatement, type Role } from 'aws-cdk-lib/aws-iam';
import { flattenCfnReference } from 'cdk-nag/lib/utils/flatten-cfn-reference.js';

/** One right. A resource with a `*` in it needs a reason. */
export interface Grant {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly because?: string;
  readonly conditions?: Readonly<Record<string, unknown>>;
}

/** What a variable says, with the rights that make it useful: given together or not at all. */
export interface Access {
  readonly value: string;
  readonly grants: readonly Grant[];
}

/** Adds the right to the role, and its reason to the record of cdk-nag. */
export function allow(role: Role, grant: Grant): void {
  role.addToPolicy(
    new PolicyStatement({
      actions: [...grant.actions],
      resources: [...grant.resources],
      ...(grant.conditions && { conditions: grant.conditions }),
    }),
  );
  const wild = grant.resources
    .map((resource) => flattenCfnReference(Stack.of(role).resolve(resource)))
    .filter((resource) => resource.includes('*'));
  if (wild.length > 0 && !grant.because)
    throw new Error(`${role.node.path}: ${wild.join(', ')} needs a reason`);
  for (const resource of wild)
    Validations.of(role).acknowledge({
      id: `AwsSolutions-IAM5[Resource::${resource}]`,
      reason: grant.because ?? '',
    });
}
