import { expect, test } from 'vitest';
import { createFunction, execute, functionForm, logOf, postForm } from '../support/deployed.ts';
import { guestOf, session } from '../support/local-stack.ts';

const user = { user: guestOf.userCode };

test.concurrent('an execution fails if its entry does not exist, and names the entry', async () => {
  const guest = await session(user);
  const fn = await createFunction(guest, 'def main():\n    pass\n', { entry: 'main.mian' });
  const { status, result } = await execute(guest, fn);
  expect(status).toBe('failed');
  expect(result).toContain('main.mian');
});

test.concurrent('an exception fails the execution with its text, and the log has the traceback', async () => {
  const guest = await session(user);
  const source =
    'def main(**kwargs):\n    print("before")\n    raise ValueError("no such thing")\n';
  const { id, status, result } = await execute(
    guest,
    await createFunction(guest, source),
    '{"a": 1}',
  );
  expect(status).toBe('failed');
  expect(result).toContain('"output": "no such thing"');
  const log = await logOf(guest, id);
  expect(log).toMatch(new RegExp(`^Start execution: ${id}\n(.|\n)*Finished execution: ${id}\n$`));
  expect(log).toContain('before\n');
  expect(log).toContain('ValueError: no such thing');
});

test.concurrent('after a timeout or a crash of the interpreter, the log has what was printed', async () => {
  const guest = await session(user);
  const slow = await createFunction(
    guest,
    'import time\ndef main():\n    print("working", flush=True)\n    time.sleep(30)\n',
    { timeout: 1 },
  );
  const crash = await createFunction(
    guest,
    'import os\ndef main():\n    print("falling", flush=True)\n    os.abort()\n',
  );
  const [late, dead] = await Promise.all([execute(guest, slow), execute(guest, crash)]);
  expect(late).toMatchObject({ status: 'failed' });
  expect(late.result).toContain('Function execution timeout.');
  expect(await logOf(guest, late.id)).toContain('working\n');
  expect(dead).toMatchObject({ status: 'failed' });
  expect(await logOf(guest, dead.id)).toContain('falling\n');
});

test.concurrent('context is passed to handlers that take it, and a result that is not JSON becomes text', async () => {
  const guest = await session(user);
  const plain = await createFunction(guest, 'def main(name):\n    return {"set": {name}}\n');
  const curious = await createFunction(
    guest,
    'def main(name, context=None):\n    return context is not None\n',
  );
  expect((await execute(guest, plain, '{"name": "Q"}')).result).toContain(`{"set": "{'Q'}"}`);
  expect((await execute(guest, curious, '{"name": "Q"}')).result).toContain('"output": true');
});

test.concurrent('user code has no credentials', async () => {
  const guest = await session(user);
  const source =
    'import os\ndef main():\n    return [k for k in os.environ if "AWS" in k or "TOKEN" in k or "KEY" in k]\n';
  expect((await execute(guest, await createFunction(guest, source))).result).toContain(
    '"output": []',
  );
});

test.concurrent('an input, an output and a log of five megabytes are kept whole', async () => {
  const guest = await session(user);
  const echo = await createFunction(guest, 'def main(text):\n    return text\n', { timeout: 30 });
  const talker = await createFunction(
    guest,
    'def main(size):\n    print("y" * size)\n    return len("y" * size)\n',
    { timeout: 30 },
  );
  const text = 'x'.repeat(5_000_000);
  const echoed = await execute(guest, echo, JSON.stringify({ text }));
  expect(echoed.status).toBe('success');
  expect(echoed.input).toHaveLength(text.length + '{"text": ""}'.length);
  expect(JSON.parse(echoed.result ?? '').output).toBe(text);
  const talked = await execute(guest, talker, '{"size": 5000000}');
  expect(await logOf(guest, talked.id)).toContain('y'.repeat(5_000_000));
});

test.concurrent('a package that is not a zip, or too large for a request, is refused with the reason', async () => {
  const guest = await session(user);
  const text = new TextEncoder().encode('not a zip');
  const noZip = await postForm(guest, await functionForm(guest, text, 'main.main'));
  expect(noZip.status).toBe(400);
  expect(await noZip.json()).toMatchObject({ faultstring: 'Package is not a valid ZIP package.' });
  const large = new Uint8Array(4 * 1024 * 1024 + 1);
  const tooLarge = await postForm(guest, await functionForm(guest, large, 'main.main'));
  expect(tooLarge.status).toBe(413);
  expect(await tooLarge.json()).toMatchObject({
    faultstring: expect.stringContaining('larger than 4194304 bytes'),
  });
});
