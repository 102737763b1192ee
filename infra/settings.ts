import { readFileSync } from 'node:fs';
import type { App } from 'aws-cdk-lib';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import * as z from 'zod';
import { accountMetricNames } from '../functions/contract/account-metrics.ts';
import { eventStorage } from '../functions/contract/event-storage.ts';
import { ruleLimitOf, rulesBesideOwn } from '../functions/contract/rule-quota.ts';
import { pythonRuntimes } from '../functions/contract/python-runtime.ts';
import {
  admin,
  browserOrigin,
  concurrency,
  keystone,
  limits,
  prometheus,
  serviceUrl,
  throttle,
  user,
} from './setting-values.ts';

const fields = z.strictObject({
  /** Prefix of every name that is created at run time; deployments in one account and region need different ones. */
  namePrefix: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,19}$/, 'lower-case letters, digits and dashes, 20 at most')
    .refine((prefix) => !/-fn(-|$)|-$/.test(prefix), 'must not end in a dash or contain "-fn"')
    .default('taibai'),
  /** The base URL that users see, if it is not the API's own. */
  publicUrl: z
    .url({ protocol: /^https?$/ })
    .regex(/[^/]$/, 'must not end in a slash')
    .optional(),
  /**
   * Origins whose pages may call the API from a browser, with a token in a header. The cookie of the console's session
   * is never taken from them.
   */
  corsOrigins: z.array(browserOrigin).max(50).default([]),
  /** The region in the service catalog. */
  regionName: z.string().min(1).default('RegionOne'),
  /** Private networks that alarm actions may call, as CIDR blocks. */
  allowedNetworks: z.array(z.union([z.cidrv4(), z.cidrv6()])).default([]),
  /** Only `admin` by default. */
  users: z.array(user).min(1).optional(),
  /** An existing Keystone that has the users: it validates tokens, and `/identity` refuses requests. */
  keystone: keystone.optional(),
  tokenLifetimeSeconds: z.int().min(60).max(86_400).default(3600),
  /**
   * The quota "Rules" of EventBridge in this account and region: 300 by default, 100 in some regions. 64 rules
   * are shared by alarms and one is reserved; as many alarms as the rest have a rule of their own.
   */
  ruleQuota: z.int().min(rulesBesideOwn).default(300),
  /** At least 30, so that a late redrive finds what was already done. */
  executionRetentionDays: z.int().min(30).default(30),
  /** CloudWatch accepts only certain values: 1, 3, 5, 7, 14, 30, 60, 90 … 3653. */
  logRetentionDays: z
    .enum(RetentionDays)
    .refine((days) => days !== RetentionDays.INFINITE, 'must not be infinite')
    .default(RetentionDays.ONE_MONTH),
  throttles: z
    .strictObject({
      webhooks: throttle.default({ rate: 1000, burst: 2000 }),
      /** Logins, and everything else under `/identity`, from all clients together. */
      tokens: throttle.default({ rate: 50, burst: 100 }),
      /** Every other route on its own. */
      others: throttle.default({ rate: 500, burst: 1000 }),
    })
    .prefault({}),
  concurrency: z
    .strictObject({
      /**
       * How many concurrent Lambdas the account allows. If missing, the deployment asks AWS. All that is
       * missing below is derived from it: `functions/contract/concurrency.ts`.
       */
      account: z.int().min(10).optional(),
      hits: concurrency.optional(),
      /** Each executor waits for up to ten users' Lambdas at once. */
      executions: concurrency.optional(),
      deliveries: concurrency.optional(),
      /** Lambda's control plane accepts 15 calls per second. */
      provisioning: concurrency.default(2),
      /** Backtesters; each reads the log as fast as it can. */
      backtests: concurrency.default(2),
      /** Replayers; each sends 50 events a second. */
      replays: concurrency.default(2),
    })
    .prefault({}),
  /**
   * The Pythons that functions may run on. The newest is what Qinling's own images stand for. Functions
   * whose Python is taken away run until they are created again.
   */
  pythonRuntimes: z
    .array(z.enum(pythonRuntimes))
    .min(1)
    .default([...pythonRuntimes]),
  /**
   * Image functions may use only repositories of the account's registry named `NAME/…`; if missing, any
   * repository of it.
   */
  imageNamespace: z
    .string()
    .regex(
      /^[a-z0-9]+([._/-][a-z0-9]+)*$/,
      'the beginning of an ECR repository name, without a trailing slash',
    )
    .optional(),
  /** Limits per project. */
  projectLimits: z.prefault(limits, {}),
  /** Whether events are stored, how long and how many; `false` to store none. */
  eventStorage: z.union([z.literal(false), eventStorage]).prefault({}),
  /** The secret in Secrets Manager with Ceilometer's `telemetry_secret`; notifications with a wrong signature are refused. */
  telemetrySecretArn: z.string().startsWith('arn:').optional(),
  /** Forwards AWS's own events from the account's default bus: EC2 state changes, and `others`. */
  accountEvents: z
    .strictObject({
      /** The project id that an account's events belong to, by account number; `*` stands for any other account. */
      projects: z.record(z.string().regex(/^(\d{12}|\*)$/), z.string().min(1)),
      others: z
        .array(
          z.strictObject({
            source: z.string().min(1),
            detailTypes: z.array(z.string().min(1)).min(1).optional(),
          }),
        )
        .default([]),
    })
    .optional(),
  /** An Amazon MQ broker (RabbitMQ) whose queue, bound to the cloud's exchanges, is forwarded to the bus. */
  messageBroker: z
    .strictObject({
      arn: z.string().startsWith('arn:'),
      /** With the keys `username` and `password`. */
      credentialsSecretArn: z.string().startsWith('arn:'),
      queue: z.string().min(1).default('taibai'),
      virtualHost: z.string().min(1).default('/'),
    })
    .optional(),
  /**
   * Gnocchi v1. `false` leaves out its Lambda, its routes and its entry in the catalog; what is stored stays.
   * Nothing of it costs anything while it is idle.
   */
  metrics: z.union([z.literal(false), z.strictObject({})]).prefault({}),
  /** Reads what CloudWatch says of EC2 instances, by a metric stream, as measures of instances. */
  accountMetrics: z
    .strictObject({
      /** The project id that an account's instances belong to, by account number; `*` stands for any other account. */
      projects: z.record(z.string().regex(/^(\d{12}|\*)$/), z.string().min(1)),
      /** AWS bills each update of each of them. */
      metrics: z
        .array(z.enum(accountMetricNames))
        .min(1)
        .default(['CPUUtilization', 'NetworkIn', 'NetworkOut']),
    })
    .optional(),
  /** Alarms on measures. They are evaluated if the deployment has metrics, or names a service that has measures. */
  metricAlarms: z
    .strictObject({
      /** `open`: the window that has not ended counts, as in Aodh. `closed`: an alarm is decided when a window has ended. */
      window: z.enum(['open', 'closed']).default('open'),
      /** `lenient`: windows without measures are passed over, as in Aodh. `strict`: they make an alarm unknown. */
      gaps: z.enum(['lenient', 'strict']).default('lenient'),
      /** Answers alarms of the type `prometheus`. */
      prometheus: prometheus.optional(),
      /** Answers alarms of the type `loadbalancer_member_health`. Needs an existing Keystone, whose service user asks. */
      octavia: z.strictObject({ url: serviceUrl }).optional(),
      /**
       * An existing Gnocchi that answers alarms of the types `gnocchi_*`, in place of the deployment's own metrics. Needs an
       * existing Keystone, whose service user asks.
       */
      gnocchi: z.strictObject({ url: serviceUrl }).optional(),
    })
    .prefault({}),
  /** The console and its API, `/taibai/v1`. `false` leaves them out, and no cookie is read. */
  console: z.boolean().default(true),
  /** A CloudWatch dashboard named by the prefix. AWS bills an account's fourth and each further one, $3 a month. */
  dashboard: z.boolean().default(true),
  /** The SNS topic for the operator's alarms. */
  operatorTopicArn: z.string().startsWith('arn:').optional(),
});

/**
 * The JSON file that `cdk deploy -c settings=FILE` names: everything that differs between deployments.
 * Every key is optional. The projects are those that users are assigned to.
 */
export const settingsFile = fields
  .refine(
    ({ users, keystone: existing }) => !(users && existing),
    'users: must be absent when an existing keystone has them',
  )
  .refine(
    ({ eventStorage: stored, executionRetentionDays }) =>
      stored === false || stored.maxDays <= executionRetentionDays,
    'eventStorage.maxDays: must be at most executionRetentionDays, the time that large bodies are kept',
  )
  .refine(
    ({ keystone: existing, metricAlarms }) => !metricAlarms.octavia || existing,
    'metricAlarms.octavia: needs keystone, whose service user asks Octavia',
  )
  .refine(
    ({ keystone: existing, metricAlarms }) => !metricAlarms.gnocchi || existing,
    'metricAlarms.gnocchi: needs keystone, whose service user asks Gnocchi',
  )
  .refine(
    ({ metrics, metricAlarms }) => !metricAlarms.gnocchi || metrics === false,
    'metricAlarms.gnocchi: needs "metrics": false, because alarms ask one Gnocchi',
  )
  .refine(
    ({ metrics, accountMetrics }) => !accountMetrics || metrics !== false,
    'accountMetrics: needs metrics, which store its measures',
  )
  .transform(({ users, ruleQuota, ...others }) => ({
    ...others,
    ruleLimit: ruleLimitOf(ruleQuota),
    users: users ?? (others.keystone ? [] : [admin]),
  }));

export interface Settings extends z.infer<typeof settingsFile> {
  /** Whether destroying the stacks also destroys all stored data. */
  readonly purge: boolean;
}

/** Reads the settings from the command line: `-c settings=FILE`, `-c purge=true`. */
export function readSettings(app: App): Settings {
  const file: unknown = app.node.tryGetContext('settings');
  const purge: unknown = app.node.tryGetContext('purge');
  if (file !== undefined && typeof file !== 'string')
    throw new Error('settings must name a JSON file: -c settings=FILE');
  return {
    ...parseSettings(file === undefined ? '{}' : readFileSync(file, 'utf8'), file ?? 'defaults'),
    purge: purge === true || purge === 'true',
  };
}

/** Parses and checks a settings file; the error message names the file and every wrong key. */
export function parseSettings(text: string, file: string): z.infer<typeof settingsFile> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new Error(`${file} is not JSON`, { cause });
  }
  const parsed = settingsFile.safeParse(json);
  if (!parsed.success) throw new Error(`${file}:\n${z.prettifyError(parsed.error)}`);
  return parsed.data;
}
