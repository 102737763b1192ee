import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { BlockPublicAccess, Bucket, BucketEncryption, CfnBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { accountMetricsPrefix } from '../../functions/contract/account-metrics.ts';
import type { Access, Grant } from './access.ts';

/**
 * The key prefixes: the code of user functions, packages that are being uploaded, large texts that
 * rows and messages refer to, responses too large for the API, which are fetched once, measures, and what Firehose
 * brings of CloudWatch's.
 */
export type Prefix =
  | 'packages'
  | 'uploads'
  | 'payloads'
  | 'responses'
  | 'measures'
  | typeof accountMetricsPrefix;

export interface TaibaiBucketProps {
  readonly payloadRetentionDays: number;
  readonly purge: boolean;
  /** Whether S3 tells EventBridge of new objects. */
  readonly announced: boolean;
}

/** A message about an object stays in a queue for 14 days at most. */
const longestRetentionDays = 15;

const expiring = (prefix: Prefix, days: number) => ({
  prefix: `${prefix}/`,
  expiration: Duration.days(days),
});

/** The deployment's bucket: private, encrypted, TLS only. It is retained when its stack is deleted, unless purged. */
export class TaibaiBucket extends Construct {
  readonly bucket: Bucket;

  constructor(
    scope: Construct,
    id: string,
    { payloadRetentionDays, purge, announced }: TaibaiBucketProps,
  ) {
    super(scope, id);
    this.bucket = new Bucket(this, 'Bucket', {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      lifecycleRules: [
        expiring('responses', 1),
        expiring('uploads', 1),
        expiring('payloads', payloadRetentionDays),
        expiring(accountMetricsPrefix, longestRetentionDays),
        { abortIncompleteMultipartUploadAfter: Duration.days(1) },
      ],
      removalPolicy: purge ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN,
    });
    // The construct's own switch would add a Lambda that sets it.
    const { defaultChild } = this.bucket.node;
    if (announced && defaultChild instanceof CfnBucket)
      defaultChild.notificationConfiguration = {
        eventBridgeConfiguration: { eventBridgeEnabled: true },
      };
    Validations.of(this.bucket).acknowledge({
      id: 'AwsSolutions-S1',
      reason: "Only Taibai's own Lambdas access it; their logs and rows record what they did.",
    });
  }
}

/** The state stack's bucket, as features refer to it. */
export interface BucketReference {
  readonly name: string;
  readonly arn: string;
}

type ObjectAction = 'GetObject' | 'PutObject' | 'DeleteObject';

/** Allows these actions on the objects under each prefix. */
export function objects(
  bucket: BucketReference,
  actions: Partial<Readonly<Record<Prefix, readonly ObjectAction[]>>>,
): Access {
  return {
    value: bucket.name,
    grants: Object.entries(actions).map(([prefix, allowed]) => ({
      actions: allowed.map((action) => `s3:${action}`),
      resources: [`${bucket.arn}/${prefix}/*`],
      because: 'The keys of objects are not known before they exist.',
    })),
  };
}

/** Makes S3 answer 404 for a missing key; without this permission it answers 403. */
export const detectingMissingKeys = (bucket: BucketReference): Grant => ({
  actions: ['s3:ListBucket'],
  resources: [bucket.arn],
});

/** Allows listing and deleting every object. */
export const emptying = (bucket: BucketReference): Access => ({
  value: bucket.name,
  grants: [
    { actions: ['s3:ListBucket'], resources: [bucket.arn] },
    {
      actions: ['s3:DeleteObject'],
      resources: [`${bucket.arn}/*`],
      because: 'It empties the bucket.',
    },
  ],
});
