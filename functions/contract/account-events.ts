import * as z from 'zod';

/** The project that each AWS account's events belong to, by account number. `*` stands for every other account. */
export const accountProjects = z.record(z.string(), z.string());
export type AccountProjects = Readonly<z.infer<typeof accountProjects>>;

/** A message of the queue `account-events`: an event of AWS, unchanged. */
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
