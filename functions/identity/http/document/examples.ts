import { roleIds } from '../../core/roles.ts';

/* Ids, times and links that the examples share. */

export const v3 = 'https://taibai.example.com/identity/v3';
export const userId = '0c9d8e7f6a5b4c3d2e1f0a9b8c7d6e5f';
export const projectId = '7a1de0c1b2f34c2a9f0e8d7c6b5a4938';
export const roleId = roleIds.member;
export const credentialId = '9b8c7d6e5f4a4b3c8d2e1f0a9b8c7d6e';
export const auditId = 'Zm9vYmFyYmF6cXV4MDEyMw';
export const issued = '2026-11-27T09:30:00.000000Z';
export const expires = '2026-11-27T10:30:00.000000Z';
