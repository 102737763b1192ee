import { Fault } from '../../platform/core/fault.ts';
import type { ListFilters } from './list-filters.ts';

/** Nobody logs in by federation and no password expires here, so filters by these match no user. */
export const userFilters: ListFilters = {
  attributes: ['id', 'name', 'enabled', 'domain_id', 'default_project_id', 'description', 'email'],
  constant: {
    idp_id: () => false,
    protocol_id: () => false,
    unique_id: () => false,
    password_expires_at(value) {
      if (!/^(?:lte?|gte?|eq|neq):\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/.test(value))
        throw new Fault(
          'invalid',
          'Invalid input for query parameters password_expires_at: must be an operator and a time, like lt:2016-12-08T22:02:00Z',
        );
      return false;
    },
  },
};
