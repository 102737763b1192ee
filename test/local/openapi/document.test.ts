import { expect, test } from 'vitest';
import { apiDocument } from '../../../local/openapi/document.ts';
import { engineDocument } from '../../../functions/engine/http/document/document.ts';
import { webhookInvocationApp } from '../../../functions/engine/http/webhook-invocation.ts';
import { engineWithThings } from '../../engine/support/engine-requests.ts';

interface Routed {
  readonly routes: readonly { readonly method: string; readonly path: string }[];
}

/** The operations of an app, as keys of its document. */
const operationsOf = (app: Routed): readonly string[] =>
  app.routes
    .filter(({ method }) => method !== 'ALL')
    .map(
      ({ method, path }) =>
        `${method} ${path.replace(/(?<=.)\/$/, '').replaceAll(/:(\w+)/g, '{$1}')}`,
    );

test('every route of the function engine is described, and nothing else', async () => {
  const { app, ports } = await engineWithThings();
  const routes = [...operationsOf(app), ...operationsOf(webhookInvocationApp(ports))];
  expect([...new Set(routes)].toSorted()).toEqual(
    Object.keys(engineDocument.operations).toSorted(),
  );
});

test('the document is made', () => {
  const document = apiDocument([engineDocument], { version: '1', url: '/' });
  expect(Object.keys(document.components.schemas)).toContain('Function');
  expect(JSON.stringify(document)).not.toContain('$defs');
});
