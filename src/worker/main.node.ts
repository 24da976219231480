import { parentPort } from 'node:worker_threads';
import { serve } from './service';

const port = parentPort;
if (port === null) throw new Error('This is a worker; it does not run by itself.');
serve(
  {
    post: (message) => port.postMessage(message),
    listen: (receive) => port.on('message', receive),
  },
  () => new Promise((resolve) => setImmediate(resolve)),
);
