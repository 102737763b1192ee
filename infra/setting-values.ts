import * as z from 'zod';
import * as mini from 'zod/mini';
import { projectLimits } from '../functions/contract/project-limits.ts';

export const throttle = z.strictObject({
  /** Requests per second, and burst size. */
  rate: z.int().positive(),
  burst: z.int().positive(),
});

/** How many instances of a consumer may run at once; AWS accepts 2 to 1,000. */
export const concurrency = z.int().min(2).max(1000);

/** What is missing is derived from what the account allows: `functions/contract/concurrency.ts`. */
const derived = mini.optional(mini.int().check(mini.positive()));
export const limits = mini.extend(projectLimits, {
  concurrentExecutions: derived,
  synchronousExecutions: derived,
});

export const user = z.strictObject({
  name: z.string().regex(/^[\w-]{1,64}$/, 'letters, digits, "_" and "-", 64 at most'),
  /** Refused: it would be readable in the template. Passwords are generated, and stored in Secrets Manager. */
  password: z
    .never({ error: 'leave it out: a password is generated and stored in Secrets Manager' })
    .optional(),
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

export const serviceUrl = z
  .url({ protocol: /^https?$/ })
  .regex(/^[^?#]*[^/?#]$/, 'must not end in a slash')
  .refine((url) => url.startsWith('https:') || onLoopback(url), 'must be https');

export const prometheus = z
  .strictObject({
    /** Without `/api/v1`. */
    url: serviceUrl,
    /** The label of a series that names its project. `null`: alarms of every project read all series. */
    projectLabel: z
      .string()
      .regex(/^[a-zA-Z_][a-zA-Z0-9_]*$/)
      .nullable()
      .default('project'),
    /** A secret whose value is sent as a bearer token. */
    tokenSecretArn: z.string().startsWith('arn:').optional(),
    /** The workspace of an Amazon Managed Service for Prometheus: requests are signed. */
    workspaceArn: z
      .string()
      .regex(/^arn:[^:]+:aps:[^:]+:\d+:workspace\/.+$/)
      .optional(),
  })
  .refine(
    ({ tokenSecretArn, workspaceArn }) => !(tokenSecretArn && workspaceArn),
    'name a token or a workspace, not both',
  );

export const keystone = z.strictObject({
  /** The URL of its v3 API, like `OS_AUTH_URL`. */
  authUrl: z
    .url({ protocol: /^https?$/ })
    .regex(/^[^?#]*\/v3$/, 'must end in /v3')
    .refine((url) => url.startsWith('https:') || onLoopback(url), 'must be https'),
  /**
   * A secret with the credentials of a service user there, in JSON: `username`, `password`,
   * `project_name`, and `user_domain_name` and `project_domain_name` if they are not `Default`.
   */
  credentialSecretArn: z.string().startsWith('arn:'),
  /** How long a validated token is cached, and so how late its revocation may be noticed. */
  rememberSeconds: z.int().min(0).max(300).default(5),
});

/** As browsers send it: scheme, host and, unless it is the usual one, port. */
export const browserOrigin = z
  .string()
  .refine((origin) => origin !== '*', {
    error: 'name the origins: "*" would let the pages of every site call the API',
    abort: true,
  })
  .refine((text) => !text.includes('*') && URL.canParse(text) && new URL(text).origin === text, {
    error:
      'must be an origin, as https://portal.example.com: lower case, without a path or a slash at the end',
    abort: true,
  })
  .refine((url) => url.startsWith('https:') || onLoopback(url), 'must be https');

export const admin: z.infer<typeof user> = {
  name: 'admin',
  defaultProject: 'admin',
  assignments: [{ project: 'admin', roles: ['admin'] }],
};
