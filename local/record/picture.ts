import { excerpt, type Shot } from './excerpt.ts';
import { fold } from './fold.ts';
import { svg } from './svg.ts';
import { stepsOf } from './transcript.ts';

const columns = 80;

/** What a stranger needs to see of the guide: what is made, the event, and what followed from it. */
const shots: readonly Shot[] = [
  { command: 'npm run guide', lines: [/deployment: done/] },
  { command: 'cat ~/functions/hello_world.py', lines: [/./] },
  { command: 'openstack function create', lines: [] },
  { command: 'openstack webhook create', lines: [/ webhook_url /] },
  { command: 'aodh alarm create', lines: [/\| state /] },
  { command: 'python aodh_notifier_simulator.py', lines: [/./] },
  {
    command: 'aodh alarm-history show',
    lines: [/"state": "alarm"/, /^ {4}hits the query/, /type: state transition/],
  },
  {
    command: 'openstack function execution list',
    lines: [/Description:/, /Result:/, /Status:/, /^The guide (?:holds|works)/],
  },
];

const marks = /"accepted"|"state": "alarm"|"Hello, World"|success|The guide (?:holds|works)/;

/** The picture of the guide's transcript. */
export const drawGuide = (transcript: string): string =>
  svg({
    title: 'npm run guide: an event fires an alarm, which runs a function',
    lines: excerpt(stepsOf(transcript), shots).flatMap((line) => fold(line, columns)),
    columns,
    marks,
  });
