import { Aws, CfnDeletionPolicy, CfnResource, Validations } from 'aws-cdk-lib';
import { Effect, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, LayerVersion } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { Access, Grant } from './access.ts';
import { listingKnowsNoResources, madeAtRunTime } from './event-bus.ts';
import type { Sources } from './sources.ts';

/**
 * What users' Lambda functions have in common: the role they run with, which may do nothing at all,
 * and the layer that calls the user's entry. The functions themselves are made at run time, their
 * names begin with `<prefix>-fn-`.
 */
export class UserFunctions extends Construct {
  readonly #role: Role;
  readonly #layer: LayerVersion;
  readonly #prefix: string;

  constructor(scope: Construct, id: string, namePrefix: string, sources: Sources) {
    super(scope, id);
    this.#prefix = namePrefix;
    this.#role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      description: 'Of the functions of users: code nobody vouches for, so it may do nothing',
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

  /** To see which there are. */
  listing(): Access {
    return {
      value: this.#prefix,
      grants: [
        {
          actions: ['lambda:ListFunctions'],
          resources: ['*'],
          because: listingKnowsNoResources,
        },
      ],
    };
  }

  /** To make them, change them and remove them. */
  providing(): Access {
    return {
      value: this.#prefix,
      grants: [
        this.#on(
          'lambda:CreateFunction',
          'lambda:GetFunction',
          'lambda:GetFunctionConfiguration',
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

  /** To find and remove them all, with what older layers are left. */
  clearing(): Access {
    return {
      value: this.#prefix,
      grants: [
        this.#on('lambda:DeleteFunction'),
        {
          actions: ['lambda:DeleteLayerVersion'],
          resources: [lambdaArn(`layer:${this.#prefix}-runtime:*`)],
          because: 'Every version of the one layer.',
        },
        {
          actions: ['lambda:ListFunctions', 'lambda:ListLayerVersions'],
          resources: ['*'],
          because: listingKnowsNoResources,
        },
      ],
    };
  }

  /** To make them from images of the account's own registry: of one namespace of it, or of all. */
  fromImages(namespace: string | undefined): Grant {
    const repositories = namespace === undefined ? '*' : `${namespace}/*`;
    return {
      actions: ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
      resources: [
        `arn:${Aws.PARTITION}:ecr:${Aws.REGION}:${Aws.ACCOUNT_ID}:repository/${repositories}`,
      ],
      because: 'Which images functions are made from is said at run time.',
    };
  }

  /** To hand their role to Lambda, and to nothing else. */
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

  layering(): Access {
    return {
      value: this.#layer.layerVersionArn,
      grants: [{ actions: ['lambda:GetLayerVersion'], resources: [this.#layer.layerVersionArn] }],
    };
  }

  #on(...actions: readonly string[]): Grant {
    return {
      actions,
      resources: [lambdaArn(`function:${this.#prefix}-fn-*`)],
      because: madeAtRunTime,
    };
  }
}

const lambdaArn = (resource: string) =>
  `arn:${Aws.PARTITION}:lambda:${Aws.REGION}:${Aws.ACCOUNT_ID}:${resource}`;

/** Published versions of functions keep the layer they were published with. */
function keepWhenReplaced(layer: LayerVersion) {
  const { defaultChild } = layer.node;
  if (defaultChild instanceof CfnResource)
    defaultChild.cfnOptions.updateReplacePolicy = CfnDeletionPolicy.RETAIN;
  Validations.of(layer).acknowledge({
    id: 'CloudFormation-Validate::W3011',
    reason: 'Kept when replaced, not when deleted: the cleaner removes the older versions first.',
  });
}
