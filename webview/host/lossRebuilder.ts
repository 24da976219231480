/** Asks for the loss anew while sliders are moved that tables are drawn by. */
import type { FormulaLossView, LossView } from '../../src/landscape/views';
import { constantValues } from '../model/constants';
import { Asker } from '../network/host/asker';
import type { RebuiltLoss } from '../state/state';
import type { PanelState } from '../state/state';
import type { HostClient } from './hostClient';

interface Question {
  readonly of: LossView;
  readonly revision: number;
  readonly constants: readonly number[];
}

export class LossRebuilder {
  private readonly asker: Asker<Question, never, RebuiltLoss>;
  private told: RebuiltLoss | null = null;
  private failed: string | null = null;

  /** `arrived` hears of the newest loss, and of null once the file's own is right; `complain` of what went wrong. */
  constructor(
    host: Pick<HostClient, 'rebuild'>,
    private readonly arrived: (rebuilt: RebuiltLoss | null) => void,
    private readonly complain: (message: string | null) => void,
  ) {
    this.asker = new Asker({
      ask: async ({ of, revision, constants }, signal) => {
        const loss = await host.rebuild({ revision, constants }, signal);
        if (!standsFor(loss, of)) throw new Error('The loss came back with other constants.');
        return { of, loss };
      },
      changed: () => this.changed(),
    });
  }

  /** Follows the sliders of a state. */
  follow({ snapshot, setup }: PanelState): void {
    const loss = snapshot?.loss;
    const moved =
      loss?.form === 'formulas'
        ? loss.constants.filter(
            ({ name, structure }) => structure !== undefined && Object.hasOwn(setup.overrides, name),
          )
        : [];
    if (loss == null || moved.length === 0) {
      this.asker.drop();
      this.tell(null);
      return;
    }
    const constants = constantValues(loss, setup.overrides);
    const key = JSON.stringify([
      snapshot!.revision,
      loss.constants.map(({ structure }, i) => (structure === undefined ? null : constants[i])),
    ]);
    this.asker.request(key, { of: loss, revision: snapshot!.revision, constants });
  }

  private changed(): void {
    const { answer, error } = this.asker.state;
    if (error !== this.failed) {
      this.failed = error;
      this.complain(error);
    }
    if (answer !== null) this.tell(answer.value);
  }

  private tell(rebuilt: RebuiltLoss | null): void {
    if (rebuilt === this.told) return;
    this.told = rebuilt;
    this.arrived(rebuilt);
  }
}

/** The tapes of both take the same inputs. */
function standsFor(loss: LossView, of: LossView): loss is FormulaLossView {
  const names = (view: LossView): string => JSON.stringify([view.constants.map(({ name }) => name), view.blocks]);
  return loss.form === 'formulas' && names(loss) === names(of);
}
