import { readFileSync } from 'node:fs';
import type { App } from 'aws-cdk-lib';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import * as z from 'zod';
import { projectLimits } from '../functions/contract/project-limits.ts';
import { ruleLimitOf, rulesBesideOwn } from '../functions/contract/rule-quota.ts';

const throttle = z.strictObject({
  /** Requests a second, and how many may come at once. */
  rate: z.int().positive(),
  burst: z.int().positive(),
});

/** How many copies of a consumer may run side by side; AWS takes 2 to 1,000. */
const concurrency = z.int().min(2).max(1000);

const user = z.strictObject({
  name: z.string().regex(/^[\w-]{1,64}$/, 'letters, digits, "_" and "-", 64 at most'),
  /** Without one, a password is generated. One given here can be read in the template: only for trying things. */
  password: z.string().min(1).optional(),
  defaultProject: z.string().min(1),
  assignments: z
    .array(
      z.strictObject({
        project: z.string().min(1),
        roles: z.array(z.enum(['admin', 'member', 'reader', 'service'])).min(1),
      }),
    )
    .min(1),
});

const onLoopback = (url: string): boolean =>
  URL.canParse(url) && ['localhost', '127.0.0.1', '[::1]'].includes(new URL(url).hostname);

const keystone = z.strictObject({
  /** Its v3 API, as `OS_AUTH_URL` names it. */
  authUrl: z
    .url({ protocol: /^https?$/ })
    .regex(/^[^?#]*\/v3$/, 'must end in /v3')
    .refine((url) => url.startsWith('https:') || onLoopback(url), 'must be https'),
  /**
   * The secret of a service user there, in JSON: `username`, `password`, `project_name`, and
   * `user_domain_name` and `project_domain_name` where they are not `Default`.
   */
  credentialSecretArn: z.string().startsWith('arn:'),
  /** For so many seconds a validated token counts without asking again: how late its end may be seen. */
  rememberSeconds: z.int().min(0).max(300).default(5),
});

const admin: z.infer<typeof user> = {
  name: 'admin',
  defaultProject: 'admin',
  assignments: [{ project: 'admin', roles: ['admin'] }],
};

const fields = z.strictObject({
  /** Begins the name of everything made at run time; two deployments in one account and region need two. */
  namePrefix: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,19}$/, 'lower-case letters, digits and dashes, 20 at most')
    .refine((prefix) => !/-fn(-|$)|-$/.test(prefix), 'must not end in a dash or contain "-fn"')
    .default('taibai'),
  /** The base URL users see, if it is not the API's own. */
  publicUrl: z
    .url({ protocol: /^https?$/ })
    .regex(/[^/]$/, 'must not end in a slash')
    .optional(),
  /** The one region of the service catalog. */
  regionName: z.string().min(1).default('RegionOne'),
  /** Private networks that alarm actions may reach nevertheless, as CIDR blocks. */
  allowedNetworks: z.array(z.union([z.cidrv4(), z.cidrv6()])).default([]),
  /** `admin` alone where nothing is said. */
  users: z.array(user).min(1).optional(),
  /** A Keystone that keeps the users instead: tokens are validated there, and `/identity` refuses. */
  keystone: keystone.optional(),
  tokenLifetimeSeconds: z.int().min(60).max(86_400).default(3600),
  /**
   * How many rules the bus takes: the quota "Rules" of EventBridge in this account and region, 300 unless AWS
   * raised it (100 in some regions). 64 of them are shared by alarms and one is reserved; so many alarms as the
   * others have a rule of their own.
   */
  ruleQuota: z.int().min(rulesBesideOwn).default(300),
  /** Not under 30: a late redrive must find what was done already. */
  executionRetentionDays: z.int().min(30).default(30),
  /** CloudWatch knows only some numbers of days: 1, 3, 5, 7, 14, 30, 60, 90 … 3653. */
  logRetentionDays: z
    .enum(RetentionDays)
    .refine((days) => days !== RetentionDays.INFINITE, 'must end some day')
    .default(RetentionDays.ONE_MONTH),
  throttles: z
    .strictObject({
      webhooks: throttle.default({ rate: 1000, burst: 2000 }),
      tokens: throttle.default({ rate: 50, burst: 100 }),
    })
    .prefault({}),
  concurrency: z
    .strictObject({
      hits: concurrency.default(10),
      /**
       * Each runs up to ten executions, and waits for them. Of the thousand Lambdas an account may run
       * at once, this leaves ten for each copy.
       */
      executions: concurrency.default(80),
      deliveries: concurrency.default(10),
      /** Lambda's control plane takes 15 calls a second. */
      provisioning: concurrency.default(2),
    })
    .prefault({}),
  /**
   * Image functions come from repositories of the account's registry below this name, `NAME/…`; without
   * one from any repository of it, whoever put an image there.
   */
  imageNamespace: z
    .string()
    .regex(
      /^[a-z0-9]+([._/-][a-z0-9]+)*$/,
      'the beginning of an ECR repository name, without a slash at the end',
    )
    .optional(),
  /** What projects may have and do at most. */
  projectLimits: projectLimits.prefault({}),
  /** The secret in Secrets Manager that holds Ceilometer's `telemetry_secret`: wrong signatures are refused. */
  telemetrySecretArn: z.string().startsWith('arn:').optional(),
  /** Events of AWS itself, from the account's default bus: EC2's state changes, and others if asked for. */
  accountEvents: z
    .strictObject({
      /** The id of the project that an account's events belong to, by the account's number; `*` for any other. */
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
  /** An Amazon MQ broker (RabbitMQ) whose queue, bound to the cloud's exchanges, is carried to the bus. */
  messageBroker: z
    .strictObject({
      arn: z.string().startsWith('arn:'),
      /** With the keys `username` and `password`. */
      credentialsSecretArn: z.string().startsWith('arn:'),
      queue: z.string().min(1).default('taibai'),
      virtualHost: z.string().min(1).default('/'),
    })
    .optional(),
  /** An SNS topic that is told when an alarm of ours rings. */
  operatorTopicArn: z.string().startsWith('arn:').optional(),
});

/**
 * What may differ between two deployments: the file that `cdk deploy -c settings=FILE` names, in JSON.
 * Every key may be left out. Projects are those that the users are assigned to.
 */
export const settingsFile = fields
  .refine(
    ({ users, keystone: elsewhere }) => !(users && elsewhere),
    'users: an existing keystone keeps them',
  )
  .transform(({ users, ruleQuota, ...others }) => ({
    ...others,
    ruleLimit: ruleLimitOf(ruleQuota),
    users: users ?? (others.keystone ? [] : [admin]),
  }));

export interface Settings extends z.infer<typeof settingsFile> {
  /** Whether destroying the stacks destroys what users stored, too. */
  readonly purge: boolean;
}

/** The settings that the command line names: `-c settings=FILE`, `-c purge=true`. */
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

/** Checks the text of a settings file; the message of a refusal names the file and each wrong key. */
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
