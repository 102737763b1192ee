import * as z from 'zod';

/** An existing Keystone, and who we are there. */
export interface KeystonePlace {
  /** Of its v3 API: `https://keystone.example:5000/v3`. */
  readonly url: string;
  /** Our service user: the secret's text, read anew when Keystone refuses us. */
  readonly credential: () => Promise<string | undefined>;
}

/** A service user as `[keystone_authtoken]` of the OpenStack services has it. */
const serviceUser = z.object({
  username: z.string().min(1),
  password: z.string().min(1),
  user_domain_name: z.string().min(1).default('Default'),
  project_name: z.string().min(1),
  project_domain_name: z.string().min(1).default('Default'),
});
export type ServiceUser = z.infer<typeof serviceUser>;

/** A parser's own complaint would quote what it read. */
export function readServiceUser(text: string | undefined): ServiceUser {
  let json: unknown;
  try {
    json = JSON.parse(text ?? '');
  } catch {
    throw new Error("the secret of Keystone's service user is no JSON");
  }
  const read = serviceUser.safeParse(json);
  if (read.success) return read.data;
  const wrong = read.error.issues.map(({ path }) => path.join('.')).join(', ');
  throw new Error(`the secret of Keystone's service user lacks ${wrong}`);
}
