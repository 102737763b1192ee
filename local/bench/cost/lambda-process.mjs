// A Lambda's environment: imports the bundle it is given, runs its handler on each event that the
// parent sends, and answers with what the handler returned and the processor time it took.
import { pathToFileURL } from 'node:url';

const { handler } = await import(pathToFileURL(process.argv[2]).href);
const context = {
  awsRequestId: 'bench',
  functionName: 'bench',
  getRemainingTimeInMillis: () => 30_000,
};

process.on('message', async (event) => {
  const before = process.cpuUsage();
  try {
    const answer = await handler(event, context);
    const { user, system } = process.cpuUsage(before);
    process.send({
      answer: answer ?? null,
      processorMilliseconds: (user + system) / 1000,
      residentBytes: process.memoryUsage.rss(),
    });
  } catch (error) {
    process.send({ error: String(error?.stack ?? error) });
  }
});
process.send('ready');
