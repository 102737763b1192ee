import { setTimeout } from 'node:timers/promises';
import type { Sleep } from '../../ports/platform.ts';

export const timerSleep: Sleep = (milliseconds) => setTimeout(milliseconds);
