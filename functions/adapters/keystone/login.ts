import type { ServiceUser } from './place.ts';

/** The body by which a service user logs in: to its project, or to what a trust of somebody's gives it. */
export function loginOf(user: ServiceUser, trustId?: string): object {
  const { username: name, password, user_domain_name: domain } = user;
  return {
    auth: {
      identity: {
        methods: ['password'],
        password: { user: { name, password, domain: { name: domain } } },
      },
      scope:
        trustId === undefined
          ? { project: { name: user.project_name, domain: { name: user.project_domain_name } } }
          : { 'OS-TRUST:trust': { id: trustId } },
    },
  };
}

/** The body by which an application credential logs in. */
export const credentialLogin = (id: string, secret: string): object => ({
  auth: {
    identity: { methods: ['application_credential'], application_credential: { id, secret } },
  },
});
