/** The regions that are validated: one of each partition. */
export const partitionOf = {
  'us-east-1': 'aws',
  'us-gov-west-1': 'aws-us-gov',
  'cn-north-1': 'aws-cn',
} as const;
export type Region = keyof typeof partitionOf;

export const account = '123456789012';

/** A deployment: what its settings file says, and where it goes. */
export interface Combination {
  readonly name: string;
  readonly region: Region;
  readonly settings: object;
  readonly purge: boolean;
}

const arnIn = (region: Region) => (service: string, resource: string) =>
  `arn:${partitionOf[region]}:${service}:${region}:${account}:${resource}`;

/** The settings that are switched on and off; `purge` is given on the command line, not in the file. */
const settingsIn = (region: Region) => {
  const arn = arnIn(region);
  return {
    keystone: {
      authUrl: 'https://keystone.example:5000/v3',
      credentialSecretArn: arn('secretsmanager', 'secret:keystone-Ab1cd2'),
    },
    purge: true,
    accountEvents: {
      projects: { [account]: 'p1', '*': 'p2' },
      others: [{ source: 'aws.s3', detailTypes: ['Object Created'] }, { source: 'shop' }],
    },
    messageBroker: {
      arn: arn('mq', 'broker:cloud:b-1234a5b6-78cd-901e-2fab-3c45d6e178f9'),
      credentialsSecretArn: arn('secretsmanager', 'secret:broker-Ab1cd2'),
    },
    telemetrySecretArn: arn('secretsmanager', 'secret:telemetry-Ab1cd2'),
    operatorTopicArn: arn('sns', 'operator'),
    imageNamespace: 'team/functions',
    publicUrl: 'https://taibai.example/api',
    namePrefix: 'twenty-characters-20',
    ruleQuota: 65,
    eventStorage: false,
    metrics: false,
    console: false,
    accountMetrics: { projects: { [account]: 'p1' }, metrics: ['CPUUtilization'] },
    metricAlarms: {
      window: 'closed',
      gaps: 'strict',
      prometheus: {
        url: 'https://prometheus.example',
        projectLabel: 'tenant',
        workspaceArn: arn('aps', 'workspace/ws-1234'),
      },
    },
  };
};

/** The other settings, changed in every round but 0; `users` only without an existing Keystone. */
const others = {
  users: ['admin', 'alt_demo'].map((name) => ({
    name,
    defaultProject: name,
    assignments: [{ project: name, roles: ['member'] }],
  })),
  allowedNetworks: ['10.0.0.0/8', 'fd00::/8'],
  regionName: 'RegionTwo',
  tokenLifetimeSeconds: 60,
  executionRetentionDays: 90,
  logRetentionDays: 1,
  throttles: { webhooks: { rate: 1, burst: 1 } },
  projectLimits: { functionTimeoutSeconds: 840 },
  concurrency: { account: 100, hits: 2, executions: 1000 },
  dashboard: false,
  pythonRuntimes: ['python3.13'],
  corsOrigins: ['https://portal.example.com'],
};

/**
 * The rounds in which a setting is on, three of five and never the same three. Round 0 is the default
 * deployment. So each pair of settings is tested with both on, with both off, and with either one on.
 */
const roundsOf: Readonly<Record<keyof ReturnType<typeof settingsIn>, string>> = {
  keystone: '123',
  purge: '124',
  accountEvents: '125',
  messageBroker: '134',
  telemetrySecretArn: '135',
  operatorTopicArn: '145',
  imageNamespace: '234',
  publicUrl: '235',
  namePrefix: '245',
  ruleQuota: '345',
  // All sets of three rounds are taken.
  eventStorage: '24',
  metricAlarms: '12',
  // Only where there are metrics.
  accountMetrics: '14',
  metrics: '35',
  console: '13',
};

function combination(region: Region, round: string): Combination {
  const on = Object.entries(settingsIn(region)).filter(([name]) =>
    Object.entries(roundsOf).some(([each, rounds]) => each === name && rounds.includes(round)),
  );
  const { purge = false, ...chosen } = Object.fromEntries(on);
  const { users, ...limits } = others;
  return {
    name: on.length === 0 ? 'the defaults' : on.map(([name]) => name).join(', '),
    region,
    settings: {
      ...(on.length > 0 && limits),
      ...(on.length > 0 && !('keystone' in chosen) && { users }),
      ...chosen,
    },
    purge: purge === true,
  };
}

const regions: readonly Region[] = ['us-east-1', 'us-gov-west-1', 'cn-north-1'];

export const combinations: readonly Combination[] = regions.flatMap((region) =>
  ['0', '1', '2', '3', '4', '5'].map((round) => combination(region, round)),
);
