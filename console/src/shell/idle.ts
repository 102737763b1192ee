/** After how long without input a session is ended, in milliseconds. */
export const idleLimit = 15 * 60_000;

const key = 'taibai-last-input';
/** Input is noted at most this often: storage is written to disk. */
const noteEvery = 5_000;

let noted = 0;

/** Notes that somebody is here, for all tabs of this browser. */
export function noteInput(now: number): void {
  if (now - noted < noteEvery) return;
  noted = now;
  localStorage.setItem(key, String(now));
}

/** Whether nobody has typed, clicked or scrolled in any tab for too long. */
export function isIdle(now: number): boolean {
  const last = Math.max(noted, Number(localStorage.getItem(key) ?? 0));
  return now - last >= idleLimit;
}
