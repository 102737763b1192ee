import * as z from 'zod';

/** The project of each AWS account whose events come in, by the account's number; `*` for any other. */
export const accountProjects = z.record(z.string(), z.string());
export type AccountProjects = Readonly<z.infer<typeof accountProjects>>;

/** What EventBridge puts on the queue `account-events`, unchanged. */
export const accountEventMessage = z.looseObject({
  id: z.string().min(1),
  source: z.string().min(1),
  'detail-type': z.string(),
  account: z.string(),
  region: z.string(),
  time: z.string(),
  detail: z.unknown(),
});
export type AccountEventMessage = z.infer<typeof accountEventMessage>;
