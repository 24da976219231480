import * as vscode from 'vscode';
import type { WorkerProcess } from './workerHost';

/** What of the browser's `Worker` is used here. */
interface WebWorker {
  postMessage(message: unknown): void;
  terminate(): void;
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void;
  addEventListener(type: 'error', listener: (event: { readonly message?: string }) => void): void;
}

interface BrowserScope {
  Worker: new (url: string) => WebWorker;
}

/**
 * Starts the worker as a Web Worker. Its script is read through the editor's file system, since a worker may not be
 * started from another origin; messages wait until it runs.
 */
export function startWorker(extensionUri: vscode.Uri): WorkerProcess {
  const scope = globalThis as unknown as BrowserScope;
  const waiting: unknown[] = [];
  let worker: WebWorker | undefined;
  let ended = false;
  let receive: (message: unknown) => void = () => undefined;
  let fail: (reason: string) => void = () => undefined;

  const begin = async (): Promise<void> => {
    const script = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(extensionUri, 'dist', 'worker.web.js'));
    if (ended) return;
    const url = URL.createObjectURL(new Blob([new Uint8Array(script)], { type: 'text/javascript' }));
    worker = new scope.Worker(url);
    worker.addEventListener('message', ({ data }) => receive(data));
    worker.addEventListener('error', ({ message }) => fail(`The worker failed: ${message ?? 'unknown error'}`));
    for (const message of waiting.splice(0)) worker.postMessage(message);
  };
  begin().catch((error: unknown) => fail(`The worker could not start: ${String(error)}`));

  return {
    port: {
      post: (message) => (worker === undefined ? waiting.push(message) : worker.postMessage(message)),
      listen: (listener) => (receive = listener),
    },
    onEnd: (listener) => (fail = listener),
    end: () => {
      ended = true;
      worker?.terminate();
    },
  };
}
