/** The view of a loss of many parameters: everything in it is computed by the host, and only drawn here. */
import type { Theme } from '../draw/theme';
import type { HostClient } from '../host/hostClient';
import type { PanelState } from '../state/state';
import type { Store } from '../state/store';
import { ConstantSliders } from '../ui/constantSliders';
import { section } from '../ui/controls';
import { changes, html, setText, show } from '../ui/dom';
import type { PanelCommand, PanelView } from '../ui/panelView';
import { Explorations } from './host/explorations';
import { NetworkSceneBuilder } from './model/networkScene';
import type { NetworkScene } from './model/networkScene';
import { mostExplained } from '../../src/dynamics/explain/explain';
import { beginRace, raceAsker, whyAsker } from '../studies/host/studies';
import type { RaceAsker, WhyAsker } from '../studies/host/studies';
import { raceQuestion, whyQuestion } from '../studies/model/questions';
import { RacePart } from '../studies/ui/racePart';
import { WhyPart } from '../studies/ui/whyPart';
import { networkRaceStage } from './model/raceStage';
import { networkWhyStage } from './model/whyStage';
import { patienceOfPeople } from './ui/answerLine';
import type { NetworkContext, NetworkPart } from './ui/context';
import { DataPart } from './ui/dataPart';
import { ParametersPart } from './ui/parametersPart';
import { PointsPart } from './ui/pointsPart';
import { SlicePart } from './ui/slicePart';
import { SpectrumPart } from './ui/spectrumPart';
import { TrainingPart } from './ui/trainingPart';

export class NetworkView implements PanelView {
  readonly elements: readonly HTMLElement[];
  private readonly explorations: Explorations;
  private readonly scenes = new NetworkSceneBuilder();
  private readonly slice: SlicePart;
  private readonly race: RaceAsker;
  private readonly why: WhyAsker;
  /** The step that is explained: from it, the next one is made. */
  private step = 0;
  private readonly training: TrainingPart;
  private readonly parts: readonly NetworkPart[];
  private readonly sliders: ConstantSliders;
  private readonly sliderPart: HTMLElement;
  private readonly slidersChanged = changes();
  private readonly formula = html('code', 'formula-text');
  private later: ReturnType<typeof setTimeout> | undefined;

  /** `request` asks for a frame. */
  constructor(
    private readonly store: Store,
    host: HostClient,
    private readonly request: () => void,
  ) {
    this.explorations = new Explorations(host, () => this.known());
    const { dispatch } = store;
    const context: NetworkContext = {
      dispatch,
      change: (action) => dispatch({ type: 'network', action }),
      host,
      explorations: this.explorations,
      scene: () => this.scene(),
    };
    this.slice = new SlicePart(context, request);
    this.training = new TrainingPart(context);
    const points = new PointsPart(context);
    const parameters = new ParametersPart();
    const spectrum = new SpectrumPart(context);
    const data = new DataPart(context);
    this.race = raceAsker(host, request);
    const race = this.racePart(host);
    this.why = whyAsker(host, request);
    const why = this.whyPart();
    this.parts = [this.slice, this.training, why, data, spectrum, parameters, points, race];
    this.sliders = new ConstantSliders({ dispatch, host, state: () => store.state });
    this.sliderPart = section('Sliders', 'network-sliders', this.sliders.elements);
    const side = [
      this.sliderPart,
      ...[this.training, why, data, spectrum, parameters, points].map(({ element }) => element),
    ];
    const body = html('div', 'columns network', {}, [this.slice.element, html('div', 'side-column', {}, side)]);
    const formula = html('details', 'part formulas', {}, [
      html('summary', '', {}, [html('h2', '', { text: 'Formula' })]),
      html(
        'div',
        'formula-scroll',
        { attributes: { tabindex: 0, role: 'group', 'aria-label': 'Formula of the loss' } },
        [this.formula],
      ),
    ]);
    this.elements = [body, race.element, formula];
  }

  command(command: PanelCommand): void {
    switch (command) {
      case 'run-optimizers':
        this.training.start();
        return;
      case 'export-picture':
        this.slice.exportPicture();
        return;
      case 'reset-view':
        this.slice.resetWindow();
        return;
    }
  }

  changed(state: PanelState, previous: PanelState): void {
    if (state.snapshot?.loss?.name !== previous.snapshot?.loss?.name) {
      this.race.drop();
      this.why.drop();
      this.step = 0;
    }
    if (state.setup !== previous.setup || state.snapshot !== previous.snapshot) this.explorations.follow(state);
  }

  draw(state: PanelState, theme: Theme): void {
    const scene = this.scene();
    if (scene === undefined) return;
    const { loss } = scene;
    if (this.slidersChanged(loss, state.setup.overrides))
      show(this.sliderPart, this.sliders.update(loss, state.setup.overrides) > 0);
    setText(this.formula, loss.formula.text);
    this.followWhy(scene);
    for (const part of this.parts) part.update(scene, theme);
  }

  /** Asks why the step goes as it does, while that is wanted. */
  private followWhy(scene: NetworkScene): void {
    const { loss, state } = scene;
    const isWanted = state.preferences.studies.explains && loss.parameters.length <= mostExplained;
    const question = isWanted ? whyQuestion(networkWhyStage(scene, this.step)) : null;
    if (question === null) return this.why.rest();
    this.why.request(this.explorations.keyOf(['why', { ...question, start: [...question.start] }]), {
      at: this.explorations.at(),
      question,
    });
  }

  private whyPart(): NetworkPart {
    const part = new WhyPart({
      dispatch: this.store.dispatch,
      why: this.why,
      studies: () => this.store.state.preferences.studies,
      hints: {
        none: 'Train a run to have its steps explained.',
        step: `The step is explained by all eigenvalues of the Hessian; losses of more than ${String(mostExplained)} parameters are not.`,
      },
      setStep: (step) => {
        this.step = Math.max(0, step);
        this.request();
      },
    });
    return {
      element: part.element,
      update: (scene, theme) => part.update(networkWhyStage(scene, this.step), theme),
    };
  }

  private racePart(host: HostClient): NetworkPart {
    const { explorations, race } = this;
    const part = new RacePart({
      dispatch: this.store.dispatch,
      host,
      race,
      studies: () => this.store.state.preferences.studies,
      keyOf: (question) => explorations.keyOf(question),
      start: () => {
        const scene = this.scene();
        const stage = scene === undefined ? undefined : networkRaceStage(scene);
        const question = stage === undefined ? null : raceQuestion(stage);
        if (question !== null) {
          beginRace(race, explorations.keyOf(question), explorations.at(), question, stage!.players);
        }
      },
    });
    return { element: part.element, update: (scene, theme) => part.update(networkRaceStage(scene), theme) };
  }

  private scene(): NetworkScene | undefined {
    return this.scenes.build(this.store.state, this.explorations.known);
  }

  /** Draws, and once more when what is under way has become long enough to be told of. */
  private known(): void {
    this.request();
    clearTimeout(this.later);
    this.later = setTimeout(this.request, patienceOfPeople + 20);
  }
}
