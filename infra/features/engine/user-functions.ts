import { Aws, CfnDeletionPolicy, CfnResource, Validations } from 'aws-cdk-lib';
import { Effect, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, LayerVersion } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import {
  type Access,
  createdAtRunTime,
  type Grant,
  listingHasNoResource,
} from '../../constructs/access.ts';
import type { DeploymentCode } from '../../constructs/code.ts';

/**
 * What the Lambdas of users' functions share: a role that denies everything, and the layer that calls
 * the user's entry. The Lambdas themselves are created at run time and named `<prefix>-fn-…`.
 */
export class UserFunctions extends Construct {
  readonly #role: Role;
  readonly #layer: LayerVersion;
  readonly #prefix: string;

  constructor(scope: Construct, id: string, namePrefix: string, sources: DeploymentCode) {
    super(scope, id);
    this.#prefix = namePrefix;
    this.#role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      description: "Role of users' functions: denies everything, because their code is not trusted",
    });
    this.#role.addToPolicy(
      new PolicyStatement({ effect: Effect.DENY, actions: ['*'], resources: ['*'] }),
    );
    this.#layer = new LayerVersion(this, 'Runtime', {
      layerVersionName: `${namePrefix}-runtime`,
      description: 'Taibai: calls the entry of a user function',
      code: sources.runtimeLayer(),
      compatibleArchitectures: [Architecture.X86_64],
    });
    keepWhenReplaced(this.#layer);
  }

  invoking(): Access {
    return { value: this.#prefix, grants: [this.#on('lambda:InvokeFunction')] };
  }

  listing(): Access {
    return {
      value: this.#prefix,
      grants: [
        {
          actions: ['lambda:ListFunctions'],
          resources: ['*'],
          because: listingHasNoResource,
        },
      ],
    };
  }

  managing(): Access {
    return {
      value: this.#prefix,
      grants: [
        this.#on(
          'lambda:CreateFunction',
          'lambda:GetFunction',
          'lambda:PublishVersion',
          'lambda:PutProvisionedConcurrencyConfig',
          'lambda:GetProvisionedConcurrencyConfig',
          'lambda:DeleteProvisionedConcurrencyConfig',
          'lambda:UpdateFunctionCode',
          'lambda:UpdateFunctionConfiguration',
          'lambda:TagResource',
          'lambda:DeleteFunction',
        ),
      ],
    };
  }

  /** Allows deleting all of them, and the layer's old versions. */
  deletingAll(): Access {
    return {
      value: this.#prefix,
      grants: [
        this.#on('lambda:DeleteFunction'),
        {
          actions: ['lambda:DeleteLayerVersion'],
          resources: [lambdaArn(`layer:${this.#prefix}-runtime:*`)],
          because: 'Every version of the layer.',
        },
        {
          actions: ['lambda:ListFunctions', 'lambda:ListLayerVersions'],
          resources: ['*'],
          because: listingHasNoResource,
        },
      ],
    };
  }

  /** Allows creating them from images of the account's registry, in one namespace or in all. */
  readingImages(namespace: string | undefined): Grant {
    const repositories = namespace === undefined ? '*' : `${namespace}/*`;
    return {
      actions: ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
      resources: [
        `arn:${Aws.PARTITION}:ecr:${Aws.REGION}:${Aws.ACCOUNT_ID}:repository/${repositories}`,
      ],
      because: 'Users name the images of their functions at run time.',
    };
  }

  /** Allows passing their role to Lambda only. */
  passingRole(): Access {
    return {
      value: this.#role.roleArn,
      grants: [
        {
          actions: ['iam:PassRole'],
          resources: [this.#role.roleArn],
          conditions: { StringEquals: { 'iam:PassedToService': 'lambda.amazonaws.com' } },
        },
      ],
    };
  }

  readingLayer(): Access {
    return {
      value: this.#layer.layerVersionArn,
      grants: [{ actions: ['lambda:GetLayerVersion'], resources: [this.#layer.layerVersionArn] }],
    };
  }

  #on(...actions: readonly string[]): Grant {
    return {
      actions,
      resources: [lambdaArn(`function:${this.#prefix}-fn-*`)],
      because: createdAtRunTime,
    };
  }
}

const lambdaArn = (resource: string) =>
  `arn:${Aws.PARTITION}:lambda:${Aws.REGION}:${Aws.ACCOUNT_ID}:${resource}`;

/** Published function versions still use the layer version that they were published with. */
function keepWhenReplaced(layer: LayerVersion) {
  const { defaultChild } = layer.node;
  if (defaultChild instanceof CfnResource)
    defaultChild.cfnOptions.updateReplacePolicy = CfnDeletionPolicy.RETAIN;
  Validations.of(layer).acknowledge({
    id: 'CloudFormation-Validate::W3011',
    reason:
      'Retained on replacement but not on deletion: the cleaner deletes the old versions first.',
  });
}
