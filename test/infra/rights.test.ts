import { buildSync } from 'esbuild';
import { describe, expect, test } from 'vitest';
import type { LambdaName } from '../../functions/contract/environment.ts';
import { bundling } from '../../infra/constructs/bundle.ts';
import { lambdaNames } from '../../infra/constructs/entries.ts';
import { deploymentOf, everySource, existingKeystone, rightsOf, synthesize } from './support.ts';

/**
 * Least privilege, in both directions: a role allows only what its Lambda's code can send, and it allows
 * everything that the code can send. Most emulator runs check no permissions, so a missing one would
 * otherwise show only on AWS.
 */

/** Services and actions that IAM names differently from the SDK. */
const serviceOfClient: Readonly<Record<string, string>> = {
  eventbridge: 'events',
  'secrets-manager': 'secretsmanager',
};
const actionOfCommand: Readonly<Record<string, string>> = {
  'sqs:SendMessageBatch': 'sqs:SendMessage',
  's3:ListObjectsV2': 's3:ListBucket',
  's3:HeadObject': 's3:GetObject',
  's3:DeleteObjects': 's3:DeleteObject',
  'lambda:Invoke': 'lambda:InvokeFunction',
};
/** Part of every S3 and DynamoDB client, but never sent: they are for directory buckets and endpoint discovery. */
const neverSent = new Set(['s3:CreateSession', 'dynamodb:DescribeEndpoints']);

const commandFile = /client-([\w-]+)\/dist-\w+\/commands\/(\w+)Command\.js$/;

/** The actions of the SDK commands that an entry's bundle contains. */
function bundledActions(entry: LambdaName): ReadonlySet<string> {
  const { metafile } = buildSync({
    ...bundling(entry),
    outfile: 'index.mjs',
    metafile: true,
    write: false,
  });
  const inputs = Object.values(metafile.outputs).flatMap((output) => Object.entries(output.inputs));
  const commands = inputs.flatMap(([file, { bytesInOutput }]) => {
    const [, service = '', command] = commandFile.exec(file) ?? [];
    return command && bytesInOutput > 0
      ? [`${serviceOfClient[service] ?? service}:${command}`]
      : [];
  });
  return new Set(
    commands
      .filter((command) => !neverSent.has(command))
      .map((command) => actionOfCommand[command] ?? command),
  );
}

type Reasons = Readonly<Record<string, string>>;

const log = 'Lambda writes the log with the role.';
const source = 'The event source receives messages with the role.';

/** Actions that any role may allow although no command of the bundle needs them. */
const allowedAnywhere: Reasons = {
  'logs:CreateLogStream': log,
  'logs:PutLogEvents': log,
  'sqs:ReceiveMessage': source,
  'sqs:DeleteMessage': source,
  'sqs:GetQueueAttributes': source,
};

const byMissingKey = 'Without it S3 answers 403 for a missing key.';
const broker = 'The event source connects to the broker with the role.';
const byCreateFunction = 'Lambda checks it when a function is created or changed.';

const bySignedRequest = 'Sent without the SDK: functions/platform/aws/parameter-vault.ts.';
const withoutSdk = 'Sent without the SDK: functions/platform/aws/payload-writer.ts.';
const byInvocation = 'Sent without the SDK: functions/platform/aws/invoke-directly.ts.';
const key: Reasons = { 'ssm:GetParameter': bySignedRequest };

/** Actions that this role may allow although no command of the bundle needs them. */
const allowedTo: Partial<Readonly<Record<LambdaName, Reasons>>> = {
  webhook: { 's3:PutObject': withoutSdk },
  events: { 's3:PutObject': withoutSdk },
  evaluator: { 's3:GetObject': withoutSdk, 's3:PutObject': withoutSdk },
  executor: { 's3:GetObject': withoutSdk, 's3:PutObject': withoutSdk },
  engine: { 's3:ListBucket': byMissingKey, ...key },
  identity: key,
  'identity-trust-tokens': key,
  'function-tokens': key,
  alarming: key,
  notifier: key,
  keys: {
    'ssm:PutParameter': bySignedRequest,
    'ssm:DeleteParameter': bySignedRequest,
  },
  seed: { ...key, 'ssm:PutParameter': bySignedRequest },
  metric: { 's3:ListBucket': byMissingKey },
  'metric-upkeep': { 's3:ListBucket': byMissingKey },
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
    ...key,
    'iam:PassRole': byCreateFunction,
    'lambda:GetLayerVersion': byCreateFunction,
    'lambda:TagResource': byCreateFunction,
    's3:GetObject': byCreateFunction,
    'ecr:BatchGetImage': byCreateFunction,
    'ecr:GetDownloadUrlForLayer': byCreateFunction,
  },
};

/** The same if the deployment has the users. Those of an existing Keystone are asked for over HTTP. */
const allowedWithOwnUsers: typeof allowedTo = {
  events: { 'lambda:InvokeFunction': byInvocation },
  alarming: { 'lambda:InvokeFunction': byInvocation },
  notifier: { 'lambda:InvokeFunction': byInvocation },
  // It holds the key that signs tokens.
  'console-session': key,
};

/** Commands of adapter methods that this Lambda never calls. */
const uncalled = (...actions: readonly string[]): Reasons =>
  Object.fromEntries(
    actions.map((action) => [action, 'The adapter has methods that this Lambda does not call.']),
  );

const unsentByMetric = uncalled(
  'dynamodb:BatchExecuteStatement',
  'dynamodb:Scan',
  's3:DeleteObject',
);

const unsentByLog = uncalled(
  'dynamodb:BatchExecuteStatement',
  'dynamodb:BatchWriteItem',
  'dynamodb:DeleteItem',
  'dynamodb:PutItem',
  'dynamodb:Scan',
);

/** Actions of commands that a bundle contains but never sends. */
const unsent: Partial<Readonly<Record<LambdaName, Reasons>>> = {
  identity: uncalled('dynamodb:BatchExecuteStatement', 'dynamodb:BatchGetItem', 'dynamodb:Scan'),
  'identity-publishers': uncalled(
    'dynamodb:DeleteItem',
    'dynamodb:Scan',
    'dynamodb:TransactWriteItems',
  ),
  'console-session': uncalled('dynamodb:DeleteItem', 'dynamodb:Scan'),
  'console-admin': uncalled(
    'dynamodb:DeleteItem',
    'dynamodb:PutItem',
    'dynamodb:TransactWriteItems',
    'dynamodb:UpdateItem',
  ),
  'identity-trusts': uncalled('dynamodb:GetItem', 'dynamodb:Scan', 'dynamodb:TransactWriteItems'),
  'identity-trust-tokens': uncalled(
    'dynamodb:DeleteItem',
    'dynamodb:PutItem',
    'dynamodb:Scan',
    'dynamodb:TransactWriteItems',
  ),
  'function-tokens': uncalled(
    'dynamodb:DeleteItem',
    'dynamodb:PutItem',
    'dynamodb:Scan',
    'dynamodb:TransactWriteItems',
  ),
  webhook: uncalled('dynamodb:PutItem', 'dynamodb:Scan'),
  alarming: uncalled(
    'dynamodb:BatchExecuteStatement',
    'dynamodb:BatchWriteItem',
    'dynamodb:Scan',
    's3:DeleteObject',
  ),
  metric: { ...unsentByMetric, ...uncalled('secretsmanager:GetSecretValue') },
  'metric-upkeep': uncalled('dynamodb:Scan'),
  backtester: uncalled(
    'dynamodb:BatchExecuteStatement',
    'dynamodb:DeleteItem',
    'dynamodb:Scan',
    'dynamodb:TransactWriteItems',
    'dynamodb:UpdateItem',
  ),
  replayer: uncalled('dynamodb:Scan', 'dynamodb:TransactWriteItems', 'dynamodb:UpdateItem'),
  events: uncalled(
    'dynamodb:TransactWriteItems',
    'dynamodb:Scan',
    'dynamodb:PutItem',
    'dynamodb:DeleteItem',
  ),
  archiver: uncalled(
    'dynamodb:BatchWriteItem',
    'dynamodb:DeleteItem',
    'dynamodb:Scan',
    's3:PutObject',
  ),
  'event-log': { ...unsentByLog, ...uncalled('secretsmanager:GetSecretValue') },
  'account-events': uncalled('s3:GetObject'),
  'account-metrics': uncalled(
    'dynamodb:BatchExecuteStatement',
    'dynamodb:Scan',
    's3:DeleteObject',
    's3:PutObject',
  ),
  'bridge-mq': uncalled('s3:GetObject'),
  evaluator: uncalled('dynamodb:Scan'),
  executor: uncalled('dynamodb:DeleteItem', 'dynamodb:Scan'),
  looker: uncalled('dynamodb:BatchWriteItem', 'dynamodb:Scan', 's3:DeleteObject'),
  notifier: uncalled('dynamodb:Scan', 's3:PutObject'),
  provisioner: uncalled('dynamodb:BatchExecuteStatement', 'dynamodb:Scan'),
  seed: uncalled('dynamodb:Scan', 'dynamodb:DeleteItem'),
};

const unsentByConsole = uncalled(
  'dynamodb:BatchExecuteStatement',
  'dynamodb:DeleteItem',
  'dynamodb:PutItem',
  'dynamodb:Scan',
  'dynamodb:TransactWriteItems',
  'dynamodb:UpdateItem',
  's3:PutObject',
);

const readingCredential = uncalled('secretsmanager:GetSecretValue');

/** Actions that are not sent if the deployment has its own users. */
const unsentToOwn: typeof unsent = {
  ...unsent,
  engine: readingCredential,
  'console-admin': { ...unsent['console-admin'], ...readingCredential },
  'console-api': { ...unsentByConsole, ...readingCredential },
  alarming: { ...unsent.alarming, ...readingCredential },
  notifier: { ...unsent.notifier, ...readingCredential },
};

/** Actions that are not sent if an existing Keystone has the users. */
const unsentToKeystone: typeof unsent = {
  'function-tokens': {
    ...unsent['function-tokens'],
    ...uncalled('dynamodb:GetItem', 'dynamodb:Query'),
  },
  'console-session': uncalled(
    'dynamodb:DeleteItem',
    'dynamodb:GetItem',
    'dynamodb:PutItem',
    'dynamodb:Query',
    'dynamodb:Scan',
    'dynamodb:TransactWriteItems',
    'dynamodb:UpdateItem',
  ),
  'console-api': unsentByConsole,
  metric: unsentByMetric,
  'event-log': unsentByLog,
};

/** Commands that need the permissions of the operations they contain. */
const parts: Readonly<Record<string, readonly string[]>> = {
  'dynamodb:TransactWriteItems': ['dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem'],
  'dynamodb:BatchExecuteStatement': ['dynamodb:PartiQLInsert', 'dynamodb:PartiQLUpdate'],
};

const ownUsers = {
  deployed: synthesize(deploymentOf(everySource, { purge: true })),
  unsent: unsentToOwn,
};
const keystoneUsers = {
  deployed: synthesize(deploymentOf({ ...everySource, ...existingKeystone }, { purge: true })),
  unsent: { ...unsent, ...unsentToKeystone },
};
const cases = [ownUsers, keystoneUsers].flatMap(({ deployed, unsent: byEntry }) =>
  lambdaNames
    .filter((entry) => deployed.lambdas.has(entry))
    .map((entry) => ({
      entry,
      users: deployed === ownUsers.deployed ? 'its own' : 'those of an existing Keystone',
      deployed,
      notSent: byEntry[entry] ?? {},
      reasons: {
        ...allowedTo[entry],
        ...(deployed === ownUsers.deployed && allowedWithOwnUsers[entry]),
      },
    })),
);

describe.each(cases)(
  '$entry, if the users are $users,',
  ({ entry, deployed, notSent, reasons: own }) => {
    const bundled = bundledActions(entry);
    const allowed = new Set(rightsOf(deployed, entry).flatMap(({ actions }) => actions));
    const isSent = (action: string) => !(action in notSent);
    const sentParts = [...bundled].filter(isSent).flatMap((action) => parts[action] ?? []);

    test('is allowed only what its code can send', () => {
      const reasons = { ...allowedAnywhere, ...own };
      const unneeded = [...allowed].filter(
        (action) =>
          !(bundled.has(action) && isSent(action)) &&
          !(action in reasons) &&
          !sentParts.includes(action),
      );
      expect(unneeded).toEqual([]);
    });

    test('is allowed everything that its code can send', () => {
      const missing = [...bundled].filter(
        (action) =>
          isSent(action) && !(parts[action] ?? [action]).some((part) => allowed.has(part)),
      );
      expect(missing).toEqual([]);
    });

    test('has no outdated exception', () => {
      const stale = [
        ...Object.keys(notSent).filter((action) => !bundled.has(action)),
        ...Object.keys(own).filter((action) => !allowed.has(action)),
      ];
      expect(stale).toEqual([]);
    });
  },
);
