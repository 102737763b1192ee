import { queryOptions } from '@tanstack/react-query';
import * as z from 'zod';
import { request, requestJson } from '../request.ts';

const credential = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string().nullable(),
  project_id: z.string(),
  expires_at: z.string().nullable(),
  unrestricted: z.boolean(),
  roles: z.array(z.object({ name: z.string() })),
});

export type ApplicationCredential = z.infer<typeof credential>;

const pathOf = (userId: string) =>
  `/identity/v3/users/${encodeURIComponent(userId)}/application_credentials`;

export const applicationCredentialsQuery = (userId: string) =>
  queryOptions({
    queryKey: ['application-credentials', userId],
    queryFn: async ({ signal }) => {
      const all = z.object({ application_credentials: z.array(credential) });
      return (await requestJson(pathOf(userId), all, { signal })).application_credentials;
    },
  });

export interface NewCredential {
  readonly name: string;
  readonly description?: string;
  readonly expires_at?: string;
  readonly roles?: readonly { readonly name: string }[];
  readonly unrestricted?: boolean;
}

/** Creates a credential. Its secret is in this answer and nowhere else. */
export async function createApplicationCredential(userId: string, wanted: NewCredential) {
  const answer = z.object({ application_credential: credential.extend({ secret: z.string() }) });
  const body = { application_credential: wanted };
  return (await requestJson(pathOf(userId), answer, { method: 'POST', body }))
    .application_credential;
}

export const deleteApplicationCredential = (userId: string, id: string) =>
  request(`${pathOf(userId)}/${encodeURIComponent(id)}`, { method: 'DELETE' });
