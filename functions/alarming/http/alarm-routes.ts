import type { Context } from 'hono';
import { Hono } from 'hono/quick';
import { alarmHistory } from '../app/alarms/alarm-history.ts';
import { createAlarm } from '../app/alarms/create-alarm.ts';
import { deleteAlarm } from '../app/alarms/delete-alarm.ts';
import type { TokenHolder } from '../app/alarms/action-trusts.ts';
import { findAlarm } from '../app/alarms/find-alarm.ts';
import { withLastReason } from '../app/alarms/last-reason.ts';
import { listAlarms } from '../app/alarms/list-alarms.ts';
import { setAlarmState } from '../app/alarms/set-alarm-state.ts';
import { updateAlarm } from '../app/alarms/update-alarm.ts';
import { diagnoseAlarm } from '../app/explain/diagnose-alarm.ts';
import { requireRole } from '../core/alarm-access.ts';
import { alarmWarnings } from '../core/alarm-warnings.ts';
import type { Alarm } from '../core/alarm.ts';
import { Fault } from '../../platform/core/fault.ts';
import { tokenOf, type Authenticated } from '../../platform/http/authenticate.ts';
import { bodyOf } from './request-body.ts';
import { answer, parametersOf } from '../../platform/http/json-answer.ts';
import type { AlarmingPorts } from './alarming-ports.ts';
import { readAlarmList } from './read-alarm-list.ts';
import { alarmStates, readAlarm } from './read-alarm.ts';
import { readHistoryList } from './read-history-list.ts';
import { requireArguments } from '../../platform/http/wsme.ts';
import { alarmView, changeView } from './alarm-view.ts';
import { diagnosisView } from './diagnosis-view.ts';
import { explanationOf } from './explain-routes.ts';
import { readAlarmExplanation } from './read-explain.ts';

const tokenHolder = (context: Context<Authenticated>): TokenHolder => ({
  ...context.var.caller,
  token: tokenOf(context) ?? '',
});

/** `/v2/alarms`. */
export function alarmRoutes(ports: AlarmingPorts) {
  const routes = new Hono<Authenticated>({ strict: false });
  /** Tells what will have no effect, in a header that the clients ignore (RFC 7234, section 5.5.7). */
  const warn = (context: Context, alarm: Alarm) => {
    const sources = ports.measures?.known;
    for (const warning of alarmWarnings(alarm, { ...ports.settings, sources }))
      context.header('warning', `299 - "${warning}"`, { append: true });
  };

  routes.get('/', async (context) => {
    const list = readAlarmList(parametersOf(context));
    return answer(context, (await listAlarms(ports, context.var.caller, list)).map(alarmView));
  });

  routes.post('/', async (context) => {
    requireArguments(parametersOf(context), []);
    const draft = readAlarm(await bodyOf(context, 'data'));
    const alarm = await createAlarm(ports, tokenHolder(context), draft);
    warn(context, alarm);
    context.header('location', `${ports.settings.publicUrl}/alarming/v2/alarms/${alarm.id}`);
    return answer(context, alarmView(alarm), 201);
  });

  routes.get('/:id', async (context) => {
    requireArguments(parametersOf(context), []);
    const id = context.req.param('id');
    const alarm = await findAlarm(ports, context.var.caller, id, 'reader');
    return answer(context, alarmView(await withLastReason(ports, alarm)));
  });

  routes.put('/:id', async (context) => {
    requireArguments(parametersOf(context), []);
    const draft = readAlarm(await bodyOf(context, 'data'));
    const id = context.req.param('id');
    const alarm = await updateAlarm(ports, tokenHolder(context), id, draft);
    warn(context, alarm);
    return answer(context, alarmView(alarm));
  });

  routes.delete('/:id', async (context) => {
    requireArguments(parametersOf(context), []);
    await deleteAlarm(ports, context.var.caller, context.req.param('id'));
    return context.body(null, 204);
  });

  routes.get('/:id/state', async (context) => {
    requireArguments(parametersOf(context), []);
    const alarm = await findAlarm(ports, context.var.caller, context.req.param('id'), 'reader');
    return answer(context, alarm.state);
  });

  routes.put('/:id/state', async (context) => {
    requireArguments(parametersOf(context), []);
    const json = await bodyOf(context, 'state');
    const state = alarmStates.find((candidate) => candidate === json);
    if (!state) throw new Fault('invalid', 'state invalid');
    const id = context.req.param('id');
    return answer(context, await setAlarmState(ports, context.var.caller, id, state));
  });

  routes.get('/:id/history', async (context) => {
    const list = readHistoryList(parametersOf(context));
    const id = context.req.param('id');
    const changes = await alarmHistory(ports, context.var.caller, id, list);
    return answer(context, changes.map(changeView));
  });

  routes.get('/:id/explain', async (context) => {
    requireRole(context.var.caller, 'reader');
    const asked = readAlarmExplanation(context.req.param('id'), parametersOf(context));
    return answer(context, await explanationOf(ports, context, asked));
  });

  routes.get('/:id/diagnosis', async (context) => {
    requireArguments(parametersOf(context), []);
    const id = context.req.param('id');
    return answer(context, diagnosisView(await diagnoseAlarm(ports, context.var.caller, id)));
  });

  return routes;
}
