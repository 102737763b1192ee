import * as z from 'zod';
import { account, partitionOf, type Region } from './combinations.ts';

export const templateShape = z.looseObject({
  Resources: z.record(
    z.string(),
    z.looseObject({ Type: z.string(), Properties: z.record(z.string(), z.unknown()).optional() }),
  ),
  Outputs: z
    .record(
      z.string(),
      z.looseObject({
        Value: z.unknown(),
        Export: z.looseObject({ Name: z.string() }).optional(),
      }),
    )
    .default({}),
});
export type Template = z.infer<typeof templateShape>;

/** The ARN of a resource as its region writes it; those of these types are all that templates refer to. */
const arns: Readonly<Record<string, string>> = {
  'AWS::DynamoDB::Table': 'dynamodb:HERE:table/ID',
  'AWS::Events::EventBus': 'events:HERE:event-bus/ID',
  'AWS::Events::Rule': 'events:HERE:rule/ID',
  'AWS::IAM::Role': 'iam::ACCOUNT:role/ID',
  'AWS::KinesisFirehose::DeliveryStream': 'firehose:HERE:deliverystream/ID',
  'AWS::Lambda::Function': 'lambda:HERE:function:ID',
  'AWS::Lambda::LayerVersion': 'lambda:HERE:layer:ID:1',
  'AWS::Logs::LogGroup': 'logs:HERE:log-group:ID:*',
  'AWS::S3::Bucket': 's3:::ID',
  'AWS::SecretsManager::Secret': 'secretsmanager:HERE:secret:ID-Ab1cd2',
  'AWS::SQS::Queue': 'sqs:HERE:ID',
};

/** Types whose `Ref` is an ARN. */
const namedByArn = new Set(['AWS::Lambda::LayerVersion', 'AWS::SecretsManager::Secret']);

/** Writes out what the templates of one deployment refer to, as CloudFormation would in the region. */
export function writtenOut(templates: readonly Template[], region: Region) {
  const urlSuffix = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
  const pseudo: Readonly<Record<string, string>> = {
    'AWS::AccountId': account,
    'AWS::Partition': partitionOf[region],
    'AWS::Region': region,
    'AWS::StackId': `arn:${partitionOf[region]}:cloudformation:${region}:${account}:stack/taibai/1`,
    'AWS::URLSuffix': urlSuffix,
  };
  const resources = new Map(templates.flatMap(({ Resources }) => Object.entries(Resources)));
  const exported = new Map(
    templates.flatMap(({ Outputs }) =>
      Object.values(Outputs).map(({ Export, Value }) => [Export?.Name, Value] as const),
    ),
  );

  const arnOf = (id: string): string => {
    const type = resources.get(id)?.Type ?? '';
    const form = arns[type];
    if (form === undefined)
      throw new Error(`The form of the ARN of ${id} (${type}) is missing here`);
    const written = form
      .replace('HERE', `${region}:${account}`)
      .replace('ACCOUNT', account)
      .replace('ID', type === 'AWS::S3::Bucket' ? id.toLowerCase() : id);
    return `arn:${partitionOf[region]}:${written}`;
  };
  const refTo = (id: string): string =>
    pseudo[id] ?? (namedByArn.has(resources.get(id)?.Type ?? '') ? arnOf(id) : id);
  const attribute = (id: string, name: string): string => {
    if (name === 'Arn') return arnOf(id);
    return name === 'ApiEndpoint' ? `https://${id}.execute-api.${region}.${urlSuffix}` : id;
  };

  const written = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(written);
    if (typeof value !== 'object' || value === null) return value;
    const read = reference.safeParse(value);
    const unknown = Object.keys(value).find((key) => !read.success && key.startsWith('Fn::'));
    if (unknown) throw new Error(`${unknown} is not written out here: ${JSON.stringify(value)}`);
    if (!read.success)
      return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, written(each)]));
    const { data } = read;
    if ('Ref' in data) return refTo(data.Ref);
    if ('Fn::GetAtt' in data) return attribute(...data['Fn::GetAtt']);
    if ('Fn::ImportValue' in data) return written(exported.get(data['Fn::ImportValue']));
    if ('Fn::Sub' in data)
      return data['Fn::Sub'].replaceAll(/\$\{([\w:]+)\}/g, (_, id: string) => refTo(id));
    const [separator, parts] = data['Fn::Join'];
    return parts.map(written).join(separator);
  };
  return written;
}

const reference = z.union([
  z.strictObject({ Ref: z.string() }),
  z.strictObject({ 'Fn::GetAtt': z.tuple([z.string(), z.string()]) }),
  z.strictObject({ 'Fn::ImportValue': z.string() }),
  z.strictObject({ 'Fn::Sub': z.string() }),
  z.strictObject({ 'Fn::Join': z.tuple([z.string(), z.array(z.unknown())]) }),
]);
