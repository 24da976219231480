import { Worker } from 'node:worker_threads';
import * as vscode from 'vscode';
import type { WorkerProcess } from './workerHost';

/** Most memory the worker may take; beyond it, it ends instead of the editor. */
const memoryLimit = 2_048;

/** Starts the worker as a thread of Node. */
export function startWorker(extensionUri: vscode.Uri): WorkerProcess {
  const worker = new Worker(vscode.Uri.joinPath(extensionUri, 'dist', 'worker.node.js').fsPath, {
    resourceLimits: { maxOldGenerationSizeMb: memoryLimit },
  });
  return {
    port: {
      post: (message) => worker.postMessage(message),
      listen: (receive) => worker.on('message', receive),
    },
    onEnd: (listener) => {
      let reason: string | undefined;
      worker.on('error', (error) => (reason = `The worker failed: ${error.message}`));
      worker.on('exit', (code) => listener(reason ?? `The worker ended with code ${code}.`));
    },
    end: () => void worker.terminate(),
  };
}
