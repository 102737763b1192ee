/* Ids and times that the examples share. */

export const alarmId = 'a1c2f3d4-0b1c-4d2e-8f3a-4b5c6d7e8f90';
export const projectId = '7a1de0c1b2f34c2a9f0e8d7c6b5a4938';
export const userId = '0c9d8e7f6a5b4c3d2e1f0a9b8c7d6e5f';
export const changeId = '5b6c7d8e-9fa0-4b1c-8d2e-3f4a5b6c7d8e';
export const messageId = '3f0f1a52-6c0b-4e0c-9a39-0a8d5c2f7b11';
export const acceptanceId = '20261127093000123-4c5d';
export const deliveryId = '20261127093001-9e8d7c6b5a49';
export const executionId = '8f1e2d3c-4b5a-4697-8877-665544332211';
export const functionId = '5d5a8e6a-4e6b-4f0e-9a44-0d5b3c1f9a10';
export const when = '2026-11-27T09:30:00.123456';
