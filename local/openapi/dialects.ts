import { alarmingDocument } from '../../functions/alarming/http/document/document.ts';
import { consoleDocument } from '../../functions/console/http/document/document.ts';
import { engineDocument } from '../../functions/engine/http/document/document.ts';
import { eventsDocument } from '../../functions/events/http/document/document.ts';
import { identityDocument } from '../../functions/identity/http/document/document.ts';
import { metricsDocument } from '../../functions/metrics/http/document/document.ts';
import type { ApiDialect } from '../../functions/platform/http/api-document.ts';

/** All that a deployment may serve, in the order in which it is shown. */
export const dialects: readonly ApiDialect[] = [
  engineDocument,
  alarmingDocument,
  eventsDocument,
  metricsDocument,
  identityDocument,
  consoleDocument,
];
