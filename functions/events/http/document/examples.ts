/* Ids and times that the examples share. */

export const messageId = '3f0f1a52-6c0b-4e0c-9a39-0a8d5c2f7b11';
export const acceptanceId = '20261127093000123-4c5d';
export const projectId = '7a1de0c1b2f34c2a9f0e8d7c6b5a4938';
export const when = '2026-11-27T09:30:00.123456';
