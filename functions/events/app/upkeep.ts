import { type ErasePorts, eraseDue } from './log/erase-events.ts';

/** What the sweeper does for the log of events. */
export const eventsUpkeep = (ports: ErasePorts) => ({ erasures: () => eraseDue(ports) });
