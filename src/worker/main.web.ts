import { serve } from './service';

/** What of the worker's global scope is used here. */
interface WorkerScope {
  postMessage(message: unknown): void;
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void;
}

const scope = globalThis as unknown as WorkerScope;

/** A turn of the message loop; timers would be held back to four milliseconds each. */
function pause(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    (port1 as { onmessage?: () => void }).onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}

serve(
  {
    post: (message) => scope.postMessage(message),
    listen: (receive) => scope.addEventListener('message', ({ data }) => receive(data)),
  },
  pause,
);
