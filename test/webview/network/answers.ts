/** Real answers about small networks, for the tests of the network view. */
import { explore } from '../../../src/landscape/explore/explorer';
import type { RunRequest } from '../../../src/landscape/requests';
import type { ProgramLossView } from '../../../src/landscape/views';
import type { PanelSnapshot } from '../../../src/protocol/panelApi';
import { anyLossView } from '../../browser/fixtures';
import { networkTexts } from '../../browser/networkTexts';

export type NetworkKey = keyof typeof networkTexts;

export function programView(key: NetworkKey): ProgramLossView {
  const view = anyLossView(networkTexts[key]);
  if (view.form !== 'program') throw new Error(`"${key}" has too few parameters.`);
  return view;
}

export function networkSnapshot(key: NetworkKey, change: Partial<PanelSnapshot> = {}): PanelSnapshot {
  const loss = programView(key);
  return {
    revision: 1,
    document: 'file:///a.loss',
    lossNames: [loss.name],
    loss,
    spectrum: null,
    note: null,
    pinned: false,
    ...change,
  };
}

export const adam: RunRequest = {
  optimizer: 'adam',
  options: { lr: 0.05 },
  from: { kind: 'start', index: 0 },
  steps: 40,
};

/** The explorer of a text, and what every request to it begins with. */
export function explorerOf(key: NetworkKey) {
  const request = { text: networkTexts[key], loss: programView(key).name, overrides: {} };
  return { explorer: explore(request), request };
}
