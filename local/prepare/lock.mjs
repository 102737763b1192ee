import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** Runs `work` under a lock file, after waiting until no other process holds it. */
export async function withLock(file, work) {
  await acquire(file);
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

async function acquire(file) {
  mkdirSync(dirname(file), { recursive: true });
  let reported = false;
  while (!create(file)) {
    const holder = read(file);
    if (holder !== undefined && !alive(holder)) discard(file, holder);
    else if (holder !== undefined && !reported) {
      console.log(`[prepare] waiting for another installation (process ${holder} holds ${file}) …`);
      reported = true;
    }
    await sleep(100 + Math.random() * 200);
  }
}

/** Creates the lock as a link to a finished file, so that it is never seen without its holder. */
function create(file) {
  const own = `${file}.${process.pid}`;
  writeFileSync(own, String(process.pid));
  try {
    linkSync(own, file);
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(own, { force: true });
  }
}

/** The holder's process id; undefined if the lock has just been released. */
function read(file) {
  try {
    return Number(readFileSync(file, 'utf8')) || undefined;
  } catch {
    return undefined;
  }
}

function alive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** Removes the lock of a dead holder. If another process has acquired it meanwhile, puts it back. */
function discard(file, holder) {
  const aside = `${file}.${process.pid}`;
  try {
    renameSync(file, aside);
  } catch {
    return;
  }
  if (read(aside) === holder) rmSync(aside, { force: true });
  else renameSync(aside, file);
}
