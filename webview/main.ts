/** The landscape panel: entry of the webview's script. */
import { constantValues } from './model/constants';
import { CriticalPointsAsker } from './host/criticalPointsAsker';
import { HostClient } from './host/hostClient';
import { LossRebuilder } from './host/lossRebuilder';
import type { VsCodeApi } from './host/hostClient';
import { fromPersisted, toPersisted } from './state/persist';
import { Store } from './state/store';
import type { PanelState } from './state/state';
import { Panel } from './ui/panel';

declare function acquireVsCodeApi(): VsCodeApi;

/** Milliseconds without a change after which the state is kept. */
const keepAfter = 250;

function main(): void {
  const root = document.getElementById('app');
  if (root === null) return;
  const api = acquireVsCodeApi();
  const store = new Store(fromPersisted(api.getState()));
  const host = new HostClient(
    api,
    {
      snapshot: (snapshot) => {
        panel.complain(null);
        store.dispatch({ type: 'snapshotArrived', snapshot });
        return null;
      },
      command: ({ command }) => {
        panel.command(command);
        return null;
      },
    },
    (message) => panel.complain(message),
  );
  const asker = askForCriticalPoints(store, host);
  const panel = new Panel(root, store, host, () => asker.stop());
  reportErrors(host);
  rebuildLosses(store, host, panel);
  keepState(store, api);
  host.ready().then(
    (snapshot) => store.dispatch({ type: 'snapshotArrived', snapshot }),
    (error: unknown) =>
      store.dispatch({ type: 'hostFailed', message: error instanceof Error ? error.message : String(error) }),
  );
}

/** Asks anew whenever the snapshot or a constant has changed. */
function askForCriticalPoints(store: Store, host: HostClient): CriticalPointsAsker {
  const asker = new CriticalPointsAsker(
    ({ revision, constants }, signal, progress) => host.criticalPoints(revision, constants, signal, progress),
    {
      pending: () => store.dispatch({ type: 'reportPending' }),
      grew: (points, waiting) => store.dispatch({ type: 'reportGrew', points, waiting }),
      arrived: (report, newest) => store.dispatch({ type: 'reportArrived', report, newest }),
      failed: (error) => store.dispatch({ type: 'reportFailed', error }),
    },
  );
  store.subscribe((state, previous) => {
    const { snapshot, setup } = state;
    if (snapshot === previous.snapshot && setup.overrides === previous.setup.overrides) return;
    const isSameLoss = snapshot?.loss === previous.snapshot?.loss && snapshot?.loss != null;
    const isUnmoved = JSON.stringify(setup.overrides) === JSON.stringify(previous.setup.overrides);
    if (isSameLoss && isUnmoved && state.report.status === 'ready') return;
    if (snapshot?.loss == null) asker.drop();
    else asker.request({ revision: snapshot.revision, constants: constantValues(snapshot.loss, setup.overrides) });
  });
  return asker;
}

/** Keeps the loss in step with sliders that tables are drawn by. */
function rebuildLosses(store: Store, host: HostClient, panel: Panel): void {
  const rebuilder = new LossRebuilder(
    host,
    (rebuilt) => store.dispatch({ type: 'lossRebuilt', rebuilt }),
    (message) => panel.complain(message),
  );
  store.subscribe((state, previous) => {
    if (state.snapshot === previous.snapshot && state.setup.overrides === previous.setup.overrides) return;
    rebuilder.follow(state);
  });
}

function keepState(store: Store, api: VsCodeApi): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const keep = (): void => {
    clearTimeout(timer);
    timer = undefined;
    if (store.state.snapshot !== null) api.setState(toPersisted(store.state));
  };
  store.subscribe((state: PanelState, previous: PanelState) => {
    const kept = state.setup !== previous.setup || state.preferences !== previous.preferences;
    if (state.snapshot !== previous.snapshot) keep();
    else if (kept && timer === undefined) timer = setTimeout(keep, keepAfter);
  });
}

function reportErrors(host: HostClient): void {
  window.addEventListener('error', (event) => host.reportError(`${event.message} (line ${String(event.lineno)})`));
  window.addEventListener('unhandledrejection', (event) => host.reportError(`Unhandled: ${String(event.reason)}`));
}

main();
