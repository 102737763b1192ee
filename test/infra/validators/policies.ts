import * as z from 'zod';
import type { WrittenResource } from './deployed.ts';

const oneOrMore = z.union([z.string(), z.array(z.string())]).transform((each) => [each].flat());

const statement = z.looseObject({
  Effect: z.enum(['Allow', 'Deny']),
  Principal: z.union([z.literal('*'), z.looseObject({ Service: oneOrMore.optional() })]).optional(),
  Condition: z.record(z.string(), z.record(z.string(), z.unknown())).default({}),
});

const policyDocument = z.looseObject({ Statement: z.array(statement) });
const inlinePolicies = z.array(z.looseObject({ PolicyDocument: z.unknown() })).default([]);

/** The properties of which each is a policy document, by the type of their resources. */
const documentProperties: Readonly<Record<string, string>> = {
  'AWS::IAM::Role': 'AssumeRolePolicyDocument',
  'AWS::IAM::Policy': 'PolicyDocument',
  'AWS::IAM::ManagedPolicy': 'PolicyDocument',
  'AWS::SQS::QueuePolicy': 'PolicyDocument',
  'AWS::SNS::TopicPolicy': 'PolicyDocument',
  'AWS::S3::BucketPolicy': 'PolicyDocument',
};

export interface PolicyOfResource {
  readonly resource: WrittenResource;
  /** Identity policies say what a role may do, trust policies who may take it on, resource policies who may use a resource. */
  readonly kind: 'identity' | 'trust' | 'resource';
  readonly document: z.infer<typeof policyDocument>;
}

/** Every policy document of a deployment. */
export const policiesOf = (resources: readonly WrittenResource[]): readonly PolicyOfResource[] =>
  resources.flatMap((resource) => {
    const property = documentProperties[resource.type];
    const own = property === undefined ? [] : [resource.properties[property]];
    const inline =
      resource.type === 'AWS::IAM::Role'
        ? inlinePolicies.parse(resource.properties['Policies']).map((each) => each.PolicyDocument)
        : [];
    return [
      ...own.map((document) => ({ resource, kind: kindOf(resource.type), document })),
      ...inline.map((document) => ({ resource, kind: 'identity' as const, document })),
    ].map((policy) => ({ ...policy, document: policyDocument.parse(policy.document) }));
  });

function kindOf(type: string): PolicyOfResource['kind'] {
  if (type === 'AWS::IAM::Role') return 'trust';
  return type.startsWith('AWS::IAM::') ? 'identity' : 'resource';
}

/** A service of AWS that may do something in this account, and the conditions under which it may. */
export interface ServiceGrant {
  readonly id: string;
  readonly service: string;
  readonly kind: PolicyOfResource['kind'];
  /** By condition key, whatever the operator. */
  readonly conditions: Readonly<Record<string, unknown>>;
}

const permission = z.looseObject({
  Principal: z.string(),
  SourceArn: z.string().optional(),
  SourceAccount: z.string().optional(),
});

/** What services are allowed, by policies and by permissions of Lambdas. */
export const serviceGrantsOf = (resources: readonly WrittenResource[]): readonly ServiceGrant[] => [
  ...policiesOf(resources).flatMap(({ resource, kind, document }) =>
    document.Statement.filter(({ Effect }) => Effect === 'Allow').flatMap(
      ({ Principal, Condition }) => {
        const services = typeof Principal === 'object' ? (Principal.Service ?? []) : [];
        const conditions = Object.assign({}, ...Object.values(Condition));
        return services.map((service) => ({ id: resource.id, service, kind, conditions }));
      },
    ),
  ),
  ...resources
    .filter(({ type }) => type === 'AWS::Lambda::Permission')
    .map(({ id, properties }) => {
      const { Principal: service, SourceArn, SourceAccount } = permission.parse(properties);
      const conditions = { 'aws:SourceArn': SourceArn, 'aws:SourceAccount': SourceAccount };
      return { id, service, kind: 'resource' as const, conditions };
    }),
];
