// `npm run simulate`: a hundred thousand alarms in ten thousand projects and two thousand events a second for an
// hour, with the real rules and the real index on a sample and a model of AWS's services for the rest. Seeded; it
// needs no emulator and takes some minutes. `npm run simulate -- SEED` for another seed.
import { simulate } from './simulation/simulate.ts';
import { anHour } from './simulation/scenario.ts';

const [seed] = process.argv.slice(2);
const scenario = seed === undefined ? anHour : { ...anHour, seed: Number(seed) };
for await (const line of simulate(scenario)) console.log(line);
process.exit();
