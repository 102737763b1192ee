import { expect, test } from 'vitest';
import { authenticator } from '../../../functions/identity/app/authenticator.ts';
import { claims, devstackWorld, idOf } from '../support/identity-world.ts';

async function arrange() {
  const { ports } = await devstackWorld();
  return { ports, gate: authenticator(ports) };
}

test('a token stands for its user, project and roles', async () => {
  const { gate, ports } = await arrange();
  expect(await gate.byToken(await ports.tokenSigner.sign(claims()))).toEqual({
    userId: idOf('user', 'demo'),
    projectId: idOf('project', 'demo'),
    roles: ['member', 'reader'],
  });
});

test('a token without a project is refused', async () => {
  const { gate, ports } = await arrange();
  const { project: _project, ...unscoped } = claims({ roles: [] });
  expect(await gate.byToken(await ports.tokenSigner.sign(unscoped))).toBeUndefined();
});
