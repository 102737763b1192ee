import { compress } from 'hono/compress';
import { Hono } from 'hono/quick';
import { authenticate, type Authenticated } from '../../platform/http/authenticate.ts';
import { describeActivity } from '../app/describe-activity.ts';
import { followActivity } from '../app/follow-activity.ts';
import { keptNames } from '../app/kept-names.ts';
import { listDeliveries, showDelivery } from '../app/list-deliveries.ts';
import { listEvents } from '../app/list-events.ts';
import { listExecutions } from '../app/list-executions.ts';
import { listFirings } from '../app/list-firings.ts';
import { measureActivity } from '../app/measure-activity.ts';
import { showOverview } from '../app/overview.ts';
import { summarizeAlarms, summarizeFunctions } from '../app/summaries.ts';
import type { ConsolePorts } from '../ports.ts';
import {
  activityQuery,
  deliveryQuery,
  eventQuery,
  executionQuery,
  firingQuery,
  metricsQuery,
  noQuery,
} from './query-schema.ts';
import { measuresView, overviewView, summariesView } from './overview-view.ts';
import { readQuery } from './read-query.ts';
import { consoleService } from './service.ts';
import { activityView } from './activity-view.ts';
import {
  deliveryView,
  eventView,
  executionView,
  firingView,
  pageView,
  shownDeliveryView,
} from './views.ts';

/** `/taibai/v1` without its session and what is for administrators: what the console reads. */
export function consoleApp(ports: ConsolePorts) {
  return consoleService(ports, (service) => {
    const app = new Hono<Authenticated>({ strict: false });
    const names = keptNames(ports.records, ports.clock);
    app.use(authenticate(ports));
    // What leaves AWS is billed by its size, and a tab polls all day.
    app.use(compress({ encoding: 'gzip', contentTypeFilter: /^application\/json/ }));

    app.get('/events', async (context) => {
      const { event_type, message_id, trait, ...asked } = readQuery(context, eventQuery);
      const [name = '', ...value] = trait?.split('=') ?? [];
      const found = await listEvents(ports, context.var.caller, {
        ...asked,
        eventType: event_type,
        messageId: message_id,
        trait: trait === undefined ? undefined : { name, value: value.join('=') },
      });
      return context.json(pageView(found, eventView));
    });

    app.get('/executions', async (context) => {
      const { function_id: functionId, ...asked } = readQuery(context, executionQuery);
      const found = await listExecutions(ports, context.var.caller, { ...asked, functionId });
      return context.json(pageView(found, executionView));
    });

    app.get('/deliveries', async (context) => {
      const { alarm_id: alarmId, ...asked } = readQuery(context, deliveryQuery);
      const found = await listDeliveries(ports, context.var.caller, { ...asked, alarmId });
      return context.json(pageView(found, deliveryView));
    });

    app.get('/deliveries/:id', async (context) => {
      readQuery(context, noQuery);
      const shown = await showDelivery(ports, context.var.caller, context.req.param('id'));
      return context.json(shownDeliveryView(shown));
    });

    app.get('/firings', async (context) => {
      const { alarm_id: alarmId, ...asked } = readQuery(context, firingQuery);
      const found = await listFirings(ports, context.var.caller, { ...asked, alarmId });
      return context.json(pageView(found, firingView));
    });

    app.get('/activity', async (context) => {
      const { after } = readQuery(context, activityQuery);
      const { items, known, next, complete } = await followActivity(
        ports,
        context.var.caller,
        after,
      );
      const described = await describeActivity(
        { ...ports, records: { ...known, ...names } },
        items,
      );
      return context.json({ items: described.map(activityView), next, complete });
    });

    app.get('/overview', async (context) => {
      readQuery(context, noQuery);
      return context.json(overviewView(await showOverview(ports, context.var.caller)));
    });

    app.get('/alarms/summary', async (context) => {
      readQuery(context, noQuery);
      return context.json(summariesView(await summarizeAlarms(ports, context.var.caller)));
    });

    app.get('/functions/summary', async (context) => {
      readQuery(context, noQuery);
      return context.json(summariesView(await summarizeFunctions(ports, context.var.caller)));
    });

    app.get('/metrics', async (context) => {
      const asked = readQuery(context, metricsQuery);
      return context.json(measuresView(await measureActivity(ports, context.var.caller, asked)));
    });

    service.route('/', app);
  });
}
