import { queryOptions } from '@tanstack/react-query';
import * as z from 'zod';
import { request, requestJson } from './request.ts';

const named = z.object({ id: z.string(), name: z.string() });

const session = z.object({
  user: named,
  project: named,
  roles: z.array(z.string()),
  projects: z.array(named),
  expires_at: z.string(),
  can_switch: z.boolean(),
  deployment: z.object({
    event_storage: z.boolean(),
    metrics: z.boolean(),
    own_identity: z.boolean(),
    public_url: z.string(),
  }),
});

export type Session = z.infer<typeof session>;

const path = '/taibai/v1/session';

export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: ({ signal }) => requestJson(path, session, { signal }),
  staleTime: 60_000,
  retry: false,
});

export interface PasswordSignIn {
  readonly user: string;
  readonly password: string;
  readonly domain?: string;
  readonly project?: string;
}

export interface CredentialSignIn {
  readonly application_credential: { readonly id: string; readonly secret: string };
}

export const signIn = (how: PasswordSignIn | CredentialSignIn) =>
  requestJson(path, session, { method: 'POST', body: how, hasPassword: true });

export const switchProject = (project: string) =>
  requestJson(path, session, { method: 'PUT', body: { project } });

export const signOut = () => request(path, { method: 'DELETE' });

/** Roles as Taibai decides them: an administrator is also a member, and a member also reads. */
export const isAdmin = ({ roles }: Session) => roles.includes('admin');
export const mayWrite = (of: Session) => isAdmin(of) || of.roles.includes('member');
