import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { BlockPublicAccess, Bucket, BucketEncryption } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { Access } from './access.ts';

/**
 * What lies under each of these beginnings of a key: users' code, packages on their way in, large texts
 * of rows and messages, answers to be fetched once.
 */
export type Prefix = 'packages' | 'uploads' | 'payloads' | 'responses';

export interface HouseBucketProps {
  readonly payloadRetentionDays: number;
  readonly purge: boolean;
}

const expiring = (prefix: Prefix, days: number) => ({
  prefix: `${prefix}/`,
  expiration: Duration.days(days),
});

/** The one bucket: private, encrypted, over TLS only; it outlives its stack unless purged. */
export class HouseBucket extends Construct {
  readonly bucket: Bucket;

  constructor(scope: Construct, id: string, { payloadRetentionDays, purge }: HouseBucketProps) {
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
        { abortIncompleteMultipartUploadAfter: Duration.days(1) },
      ],
      removalPolicy: purge ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN,
    });
    Validations.of(this.bucket).acknowledge({
      id: 'AwsSolutions-S1',
      reason: 'Only our own Lambdas read and write it; what they did is in their logs and rows.',
    });
  }
}

/** A bucket of the other stack, as the features see it. */
export interface BucketReference {
  readonly name: string;
  readonly arn: string;
}

type ObjectAction = 'GetObject' | 'PutObject' | 'DeleteObject';

/** To do these things with the objects under each prefix, and with no others. */
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

/** To be told that an object is not there: without it S3 answers 403 for a missing key. */
export const noticingAbsence = (bucket: BucketReference) => ({
  actions: ['s3:ListBucket'],
  resources: [bucket.arn],
});

/** To empty it. */
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
