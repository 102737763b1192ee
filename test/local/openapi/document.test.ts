import { expect, test } from 'vitest';
import { dialects } from '../../../local/openapi/dialects.ts';
import { webhookInvocationApp } from '../../../functions/engine/http/webhook-invocation.ts';
import { identityApp } from '../../../functions/identity/http/app.ts';
import { alarmingWorld } from '../../alarming/support/alarming-world.ts';
import { adminWorld } from '../../console/support/admin-world.ts';
import { consoleWorld } from '../../console/support/console-world.ts';
import { sessionWorld } from '../../console/support/session-world.ts';
import { engineWithThings } from '../../engine/support/engine-requests.ts';
import { logWorld } from '../../events/support/log-world.ts';
import { cloudWorld } from '../../identity/support/cloud-world.ts';
import { metricsWorld } from '../../metrics/support/metrics-world.ts';
import { routesOf } from '../../support/routes.ts';

type Routed = Parameters<typeof routesOf>[0];

/** The operations of an app, as keys of its document. `OPTIONS` is no operation of the API. */
const operationsOf = (app: Routed): readonly string[] =>
  routesOf(app)
    .filter((route) => !route.startsWith('OPTIONS '))
    .map((route) => route.replace(/(?<= \/.+)\/$/, '').replaceAll(/:(\w+)/g, '{$1}'));

test('every route of every service is described, and nothing else', async () => {
  const engine = await engineWithThings();
  const cloud = await cloudWorld();
  const apps: readonly Routed[] = [
    engine.app,
    webhookInvocationApp(engine.ports),
    alarmingWorld().app,
    cloud.events,
    logWorld().app,
    metricsWorld().app,
    identityApp(cloud.ports),
    consoleWorld().app,
    adminWorld().app,
    (await sessionWorld('own')).app,
  ];
  const described = dialects.flatMap(({ operations }) => Object.keys(operations));
  const routes = [...new Set(apps.flatMap(operationsOf))];
  expect(routes.toSorted()).toEqual(described.toSorted());
});
