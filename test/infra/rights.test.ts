import { buildSync } from 'esbuild';
import { describe, expect, test } from 'vitest';
import type { LambdaName } from '../../functions/contract/environment.ts';
import { bundling } from '../../infra/constructs/bundle.ts';
import {
  deploymentOf,
  everySource,
  existingKeystone,
  lambdaNames,
  rightsOf,
  synthesize,
} from './support.ts';

/**
 * Least rights, both ways: what a role allows, its Lambda's code can ask for; what the code can ask
 * for, the role allows. The emulator checks no rights, so a missing one would show itself on AWS only.
 */

/** Where IAM spells a service, or a command's right, otherwise than the SDK does. */
const services: Readonly<Record<string, string>> = {
  eventbridge: 'events',
  'secrets-manager': 'secretsmanager',
};
const otherwise: Readonly<Record<string, string>> = {
  'sqs:SendMessageBatch': 'sqs:SendMessage',
  's3:ListObjectsV2': 's3:ListBucket',
  's3:HeadObject': 's3:GetObject',
  's3:DeleteObjects': 's3:DeleteObject',
  'lambda:Invoke': 'lambda:InvokeFunction',
};
/** In every bundle of their clients, and never sent: one is for directory buckets, one for other endpoints. */
const neverSent = new Set(['s3:CreateSession', 'dynamodb:DescribeEndpoints']);

const commandFile = /client-([\w-]+)\/dist-\w+\/commands\/(\w+)Command\.js$/;

/** The rights that the commands left in an entry's bundle would need. */
function bundled(entry: LambdaName): ReadonlySet<string> {
  const { metafile } = buildSync({
    ...bundling(entry),
    outfile: 'index.mjs',
    metafile: true,
    write: false,
  });
  const inputs = Object.values(metafile.outputs).flatMap((output) => Object.entries(output.inputs));
  const commands = inputs.flatMap(([file, { bytesInOutput }]) => {
    const [, service = '', command] = commandFile.exec(file) ?? [];
    return command && bytesInOutput > 0 ? [`${services[service] ?? service}:${command}`] : [];
  });
  return new Set(
    commands
      .filter((command) => !neverSent.has(command))
      .map((command) => otherwise[command] ?? command),
  );
}

type Reasons = Readonly<Record<string, string>>;

const log = 'Lambda writes the log with the rights of the role.';
const source = 'The event source takes messages with the rights of the role.';

/** Rights that belong to no command of the bundle, wherever they are given. */
const given: Reasons = {
  'logs:CreateLogStream': log,
  'logs:PutLogEvents': log,
  'sqs:ReceiveMessage': source,
  'sqs:DeleteMessage': source,
  'sqs:GetQueueAttributes': source,
};

const broker = 'The event source reaches the broker with the rights of the role.';
const byCreateFunction = 'Lambda asks for it when a function is made or changed.';

/** Rights that belong to no command of this bundle. */
const givenTo: Partial<Readonly<Record<LambdaName, Reasons>>> = {
  webhook: { 's3:PutObject': 'Signed by hand: adapters/aws/payload-writer.ts.' },
  engine: { 's3:ListBucket': 'Without it S3 answers 403 for a missing key.' },
  'bridge-mq': {
    'mq:DescribeBroker': broker,
    'ec2:CreateNetworkInterface': broker,
    'ec2:DeleteNetworkInterface': broker,
    'ec2:DescribeNetworkInterfaces': broker,
    'ec2:DescribeSecurityGroups': broker,
    'ec2:DescribeSubnets': broker,
    'ec2:DescribeVpcs': broker,
  },
  provisioner: {
    'iam:PassRole': byCreateFunction,
    'lambda:GetLayerVersion': byCreateFunction,
    'lambda:TagResource': byCreateFunction,
    's3:GetObject': byCreateFunction,
    'ecr:BatchGetImage': byCreateFunction,
    'ecr:GetDownloadUrlForLayer': byCreateFunction,
  },
};

/** Methods of an adapter that a Lambda has in its bundle and never calls. */
const uncalled = (...actions: readonly string[]): Reasons =>
  Object.fromEntries(
    actions.map((action) => [action, 'The adapter can do more than is asked of it.']),
  );

/** Commands of this bundle that it never sends. */
const unsent: Partial<Readonly<Record<LambdaName, Reasons>>> = {
  identity: uncalled(
    'dynamodb:BatchExecuteStatement',
    'dynamodb:BatchGetItem',
    'dynamodb:Scan',
    'secretsmanager:PutSecretValue',
  ),
  webhook: uncalled('dynamodb:Scan'),
  engine: uncalled('secretsmanager:GetSecretValue', 'secretsmanager:PutSecretValue'),
  alarming: uncalled(
    'dynamodb:BatchExecuteStatement',
    'dynamodb:Scan',
    'secretsmanager:PutSecretValue',
  ),
  events: uncalled(
    'dynamodb:TransactWriteItems',
    'dynamodb:Scan',
    'dynamodb:PutItem',
    'dynamodb:DeleteItem',
    's3:GetObject',
    'secretsmanager:PutSecretValue',
  ),
  'account-events': uncalled('s3:GetObject'),
  'bridge-mq': uncalled('s3:GetObject', 'secretsmanager:PutSecretValue'),
  evaluator: uncalled('dynamodb:Scan'),
  executor: uncalled('dynamodb:PutItem', 'dynamodb:Scan'),
  notifier: uncalled('dynamodb:Scan', 's3:PutObject', 'secretsmanager:PutSecretValue'),
  provisioner: uncalled('dynamodb:Scan'),
  seed: uncalled('dynamodb:Scan', 'dynamodb:DeleteItem'),
};

/** What is not sent where an existing Keystone keeps the users, and is elsewhere. */
const unsentToKeystone: typeof unsent = {
  engine: uncalled('secretsmanager:PutSecretValue'),
  alarming: { ...unsent.alarming, ...uncalled('lambda:InvokeFunction') },
  events: {
    ...unsent.events,
    ...uncalled('dynamodb:GetItem', 'dynamodb:Query', 'lambda:InvokeFunction'),
  },
  notifier: { ...unsent.notifier, ...uncalled('lambda:InvokeFunction') },
};

/** What asks for the rights of its parts, whichever they are. */
const parts: Readonly<Record<string, readonly string[]>> = {
  'dynamodb:TransactWriteItems': ['dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem'],
  'dynamodb:BatchExecuteStatement': ['dynamodb:PartiQLInsert', 'dynamodb:PartiQLUpdate'],
};

const ofOurs = { deployed: synthesize(deploymentOf(everySource, { purge: true })), unsent };
const ofKeystone = {
  deployed: synthesize(deploymentOf({ ...everySource, ...existingKeystone }, { purge: true })),
  unsent: { ...unsent, ...unsentToKeystone },
};
const cases = [ofOurs, ofKeystone].flatMap(({ deployed, unsent: byEntry }) =>
  lambdaNames
    .filter((entry) => deployed.lambdas.has(entry))
    .map((entry) => ({
      entry,
      users: deployed === ofOurs.deployed ? 'of its own' : 'of an existing Keystone',
      deployed,
      notSent: byEntry[entry] ?? {},
    })),
);

describe.each(cases)('$entry, with users $users,', ({ entry, deployed, notSent }) => {
  const able = bundled(entry);
  const allowed = new Set(rightsOf(deployed, entry).flatMap(({ actions }) => actions));
  const isSent = (action: string) => !(action in notSent);
  const sentParts = [...able].filter(isSent).flatMap((action) => parts[action] ?? []);

  test('is allowed nothing that its code cannot ask for', () => {
    const reasons = { ...given, ...givenTo[entry] };
    const needless = [...allowed].filter(
      (action) =>
        !(able.has(action) && isSent(action)) &&
        !(action in reasons) &&
        !sentParts.includes(action),
    );
    expect(needless).toEqual([]);
  });

  test('is allowed whatever its code can ask for', () => {
    const missing = [...able].filter(
      (action) => isSent(action) && !(parts[action] ?? [action]).some((part) => allowed.has(part)),
    );
    expect(missing).toEqual([]);
  });

  test('has no exception that is out of date', () => {
    const stale = [
      ...Object.keys(notSent).filter((action) => !able.has(action)),
      ...Object.keys(givenTo[entry] ?? {}).filter((action) => !allowed.has(action)),
    ];
    expect(stale).toEqual([]);
  });
});
