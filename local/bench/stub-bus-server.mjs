// Accepts every PutEvents at once. It is a process of its own, so that it never slows the bridge down.
import { createServer } from 'node:http';

const server = createServer((request, response) => {
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    const entries = Buffer.concat(chunks).toString('latin1').split('"EventBusName"').length - 1;
    response.setHeader('content-type', 'application/x-amz-json-1.1');
    response.end(
      JSON.stringify({
        FailedEntryCount: 0,
        Entries: Array.from({ length: entries }, () => ({ EventId: 'e' })),
      }),
    );
  });
}).listen(0, '127.0.0.1', () => process.send?.(server.address().port));
process.on('disconnect', () => process.exit());
