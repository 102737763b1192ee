import type { Log } from '../../functions/ports/platform.ts';

export const silentLog: Log = { info() {}, warn() {}, error() {} };
