import { getConnInfo } from 'hono/aws-lambda';
import type { SourceOf } from './source.ts';

/** The client's address as API Gateway saw it. */
export const gatewaySource: SourceOf = (context) =>
  getConnInfo(context).remote.address ?? 'unknown';
