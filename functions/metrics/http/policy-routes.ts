import { Hono } from 'hono/quick';
import type { Authenticated } from '../../platform/http/authenticate.ts';
import {
  createPolicy,
  deletePolicy,
  findPolicy,
  listPolicies,
  updatePolicy,
} from '../app/policies/policies.ts';
import { createRule, deleteRule, findRule, listRules, renameRule } from '../app/policies/rules.ts';
import { requireAdmin, requireAdminOrService } from '../core/access.ts';
import { located } from './located.ts';
import { answer } from '../../platform/http/json-answer.ts';
import type { MetricsPorts } from './metrics-ports.ts';
import { policyView, ruleView } from './policy-view.ts';
import { bodyOf } from './read-body.ts';
import { readPolicy, readPolicyChange, readRule, readRuleName } from './read-policy.ts';

/** `/v1/archive_policy`. Who may not, is told so before what was sent is read. */
export function policyRoutes(ports: MetricsPorts) {
  const routes = new Hono<Authenticated>({ strict: false });

  routes.get('/', async (context) => answer(context, (await listPolicies(ports)).map(policyView)));

  routes.post('/', async (context) => {
    requireAdminOrService(context.var.caller);
    const policy = readPolicy(await bodyOf(context));
    await createPolicy(ports, context.var.caller, policy);
    located(context, ports, `archive_policy/${policy.name}`);
    return answer(context, policyView(policy), 201);
  });

  routes.get('/:name', async (context) =>
    answer(context, policyView(await findPolicy(ports, context.req.param('name')))),
  );

  routes.patch('/:name', async (context) => {
    const name = context.req.param('name');
    await findPolicy(ports, name);
    requireAdmin(context.var.caller);
    const change = readPolicyChange(await bodyOf(context));
    const policy = await updatePolicy(ports, context.var.caller, { name, ...change });
    return answer(context, policyView(policy));
  });

  routes.delete('/:name', async (context) => {
    await deletePolicy(ports, context.var.caller, context.req.param('name'));
    return context.body(null, 204);
  });

  return routes;
}

/** `/v1/archive_policy_rule`. */
export function ruleRoutes(ports: MetricsPorts) {
  const routes = new Hono<Authenticated>({ strict: false });

  routes.get('/', async (context) => answer(context, (await listRules(ports)).map(ruleView)));

  routes.post('/', async (context) => {
    requireAdmin(context.var.caller);
    const rule = readRule(await bodyOf(context));
    await createRule(ports, context.var.caller, rule);
    located(context, ports, `archive_policy_rule/${rule.name}`);
    return answer(context, ruleView(rule), 201);
  });

  routes.get('/:name', async (context) =>
    answer(context, ruleView(await findRule(ports, context.req.param('name')))),
  );

  routes.patch('/:name', async (context) => {
    const name = context.req.param('name');
    await findRule(ports, name);
    const to = readRuleName(await bodyOf(context));
    return answer(context, ruleView(await renameRule(ports, context.var.caller, { name, to })));
  });

  routes.delete('/:name', async (context) => {
    await deleteRule(ports, context.var.caller, context.req.param('name'));
    return context.body(null, 204);
  });

  return routes;
}
