/** The only domain; every user and project belongs to it. */
export const defaultDomain = { id: 'default', name: 'Default' } as const;

export interface DomainReference {
  readonly id?: string | undefined;
  readonly name?: string | undefined;
}

/** Whether a reference names the default domain. A name takes precedence over an id (`keystone/auth/core.py`, `_lookup_domain`). */
export const isDefaultDomain = ({ id, name }: DomainReference): boolean =>
  name ? name === defaultDomain.name : id === defaultDomain.id;
