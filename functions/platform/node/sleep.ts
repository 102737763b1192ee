import { setTimeout } from 'node:timers/promises';
import type { Sleep } from '../ports.ts';

export const timerSleep: Sleep = (milliseconds) => setTimeout(milliseconds);
