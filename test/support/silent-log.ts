import type { Log } from '../../functions/platform/ports.ts';

export const silentLog: Log = { info() {}, warn() {}, error() {} };
