import type * as vscode from 'vscode';
import type { WorkerProcess } from './workerHost';

/** What differs between the desktop and the browser. */
export interface Platform {
  /** Starts the computing worker of the extension at this place. */
  startWorker(extensionUri: vscode.Uri): WorkerProcess;
}
