import { Logger } from '@aws-lambda-powertools/logger';
import type { Log } from '../ports.ts';

/** Writes JSON lines with the service's name. An `Error` in a field is printed with its stack and causes. */
export function powertoolsLog(service: string): Log {
  const logger = new Logger({ serviceName: service });
  return {
    info: (message, fields = {}) => logger.info(message, { ...fields }),
    warn: (message, fields = {}) => logger.warn(message, { ...fields }),
    error: (message, fields = {}) => logger.error(message, { ...fields }),
  };
}
