import { getConnInfo } from 'hono/aws-lambda';
import type { SourceOf } from './source.ts';

/** The address that API Gateway saw. */
export const gatewaySource: SourceOf = (context) =>
  getConnInfo(context).remote.address ?? 'unknown';
