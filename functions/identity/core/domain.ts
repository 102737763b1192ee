/** The one domain that every user and project belongs to. */
export const defaultDomain = { id: 'default', name: 'Default' } as const;

export interface DomainReference {
  readonly id?: string | undefined;
  readonly name?: string | undefined;
}

/** Whether somebody means the one domain. A name counts before an id (`keystone/auth/core.py`, `_lookup_domain`). */
export const isDefaultDomain = ({ id, name }: DomainReference): boolean =>
  name ? name === defaultDomain.name : id === defaultDomain.id;
