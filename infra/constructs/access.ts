import { Stack, Validations } from 'aws-cdk-lib';
import { PolicyStatement, type Role } from 'aws-cdk-lib/aws-iam';
import { flattenCfnReference } from 'cdk-nag/lib/utils/flatten-cfn-reference.js';

/** One permission of a role. A resource that contains `*` needs a reason in `because`. */
export interface Grant {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly because?: string;
  readonly conditions?: Readonly<Record<string, unknown>>;
}

/** The value of an environment variable together with the permissions that are needed to use it. */
export interface Access {
  readonly value: string;
  readonly grants: readonly Grant[];
}

/** For a variable that is empty in this deployment. */
export const noAccess: Access = { value: '', grants: [] };

/** Why a permission covers every name with the deployment's prefix. */
export const createdAtRunTime = 'Created at run time, with names that begin with the prefix.';
/** Why a permission to list names covers every resource. */
export const listingHasNoResource = 'IAM has no resource for this listing.';

/** Adds the permission to the role and acknowledges its wildcards, with the reason, for cdk-nag. */
export function allow(role: Role, grant: Grant): void {
  role.addToPolicy(
    new PolicyStatement({
      actions: [...grant.actions],
      resources: [...grant.resources],
      ...(grant.conditions && { conditions: grant.conditions }),
    }),
  );
  const wildcards = grant.resources
    .map((resource) => flattenCfnReference(Stack.of(role).resolve(resource)))
    .filter((resource) => resource.includes('*'));
  if (wildcards.length > 0 && !grant.because)
    throw new Error(`${role.node.path}: ${wildcards.join(', ')} needs a reason`);
  for (const resource of wildcards)
    Validations.of(role).acknowledge({
      id: `AwsSolutions-IAM5[Resource::${resource}]`,
      reason: grant.because ?? '',
    });
}
