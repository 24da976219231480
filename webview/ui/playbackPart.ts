/** Play, pause, step, scrub, speed; the plot of loss against step. */
import type { ParameterView } from '../../src/landscape/views';
import { LossPlot } from '../draw/lossPlot';
import { dashOf, seriesColour } from '../draw/runLayer';
import type { Theme } from '../draw/theme';
import { memo } from '../model/memo';
import { type RunResult, stepsWithin } from '../model/runs';
import type { Scene } from '../model/scene';
import { stepped } from '../model/playback';
import type { LossPlotScale } from '../state/state';
import { iconButton, labelledSelect, numberField, section, setName, setNumber, setSlider } from './controls';
import type { Context, Part } from './context';
import { html, setAttributes, setText, show } from './dom';
import { setIcon } from './icons';

const speeds = [2, 5, 10, 30, 60, 120, 500];

export class PlaybackPart implements Part {
  readonly element: HTMLElement;
  private readonly play: HTMLButtonElement;
  private readonly scrub: HTMLInputElement;
  private readonly count = html('output', 'step-count');
  private readonly speed;
  private readonly scale;
  private readonly steps: HTMLInputElement;
  private readonly plot: LossPlot;
  private readonly plotPlace = html('div', 'loss-plot-place');
  private readonly curves = memo((runs: readonly RunResult[], parameters: readonly ParameterView[], theme: Theme) =>
    runs.map(({ run, setup, startIndex }) => ({
      key: `${String(setup.id)}-${String(startIndex)}`,
      values: run.values,
      colour: seriesColour(theme, setup.colour),
      dash: dashOf(startIndex),
      isStray: run.stop === 'diverged' || run.stop === 'left-domain',
      within: stepsWithin(run, parameters),
    })),
  );
  private width = 0;

  /** `saving` stands below: what saves the runs. */
  constructor(
    private readonly context: Context,
    saving: HTMLElement,
  ) {
    const { dispatch } = context;
    const last = (): number => context.scene()?.last ?? 0;
    const move = (by: number): void => {
      const scene = context.scene();
      if (scene !== undefined) dispatch({ type: 'scrubbed', step: stepped(scene.state.playhead, by, scene.last) });
    };
    this.plot = new LossPlot((step) => dispatch({ type: 'scrubbed', step: step >= last() ? null : step }));
    this.plotPlace.append(this.plot.element);
    this.play = iconButton('play', 'Play', () => this.toggle());
    this.scrub = html('input', 'slider scrub', {
      attributes: { type: 'range', min: 0, step: 1, 'aria-label': 'Step shown' },
      on: {
        input: (event: Event) => {
          const step = (event.target as HTMLInputElement).valueAsNumber;
          dispatch({ type: 'scrubbed', step: step >= last() ? null : step });
        },
      },
    });
    this.speed = labelledSelect(
      'Speed',
      speeds.map((speed) => ({ value: String(speed), text: `${String(speed)}/s` })),
      (value) => dispatch({ type: 'preferencesChanged', change: { speed: Number(value) } }),
    );
    this.scale = labelledSelect(
      'Loss axis',
      ['automatic', 'linear', 'logarithmic'].map((value) => ({ value, text: value })),
      (value) => dispatch({ type: 'preferencesChanged', change: { lossPlotScale: value as LossPlotScale } }),
    );
    this.steps = numberField({
      name: 'Largest number of steps',
      minimum: 1,
      maximum: 10_000,
      step: 1,
      change: (steps) => dispatch({ type: 'preferencesChanged', change: { steps: Math.round(steps) } }),
    });
    this.element = section('Runs', 'playback', [
      html('div', 'transport', { attributes: { role: 'group', 'aria-label': 'Playback' } }, [
        iconButton('restart', 'Back to the starts', () => dispatch({ type: 'scrubbed', step: 0 })),
        iconButton('previous', 'One step back', () => move(-1)),
        this.play,
        iconButton('next', 'One step on', () => move(1)),
        this.scrub,
        this.count,
      ]),
      this.plotPlace,
      html('div', 'fields', {}, [
        this.speed.element,
        this.scale.element,
        html('label', 'field', {}, [html('span', '', { text: 'Steps' }), this.steps]),
      ]),
      saving,
    ]);
  }

  /** Plays or pauses; with reduced motion it goes straight to the end. */
  toggle(): void {
    const scene = this.context.scene();
    if (scene === undefined) return;
    const { playing } = scene.state;
    if (!playing && document.body.classList.contains('vscode-reduce-motion'))
      this.context.dispatch({ type: 'scrubbed', step: null });
    else this.context.dispatch({ type: 'played', playing: !playing, last: scene.last });
  }

  /** The place changed its width. */
  measure(): void {
    this.width = Math.floor(this.plotPlace.clientWidth);
  }

  update(scene: Scene, theme: Theme): void {
    const { state, last, step } = scene;
    setIcon(this.play, state.playing ? 'pause' : 'play');
    setName(this.play, state.playing ? 'Pause' : theme.reducedMotion ? 'Go to the end of the runs' : 'Play');
    setAttributes(this.scrub, { max: last });
    setSlider(this.scrub, step);
    this.scrub.setAttribute('aria-valuetext', `step ${String(step)} of ${String(last)}`);
    setText(this.count, `${String(step)} / ${String(last)}`);
    setNumber(this.steps, state.preferences.steps);
    const speed = String(state.preferences.speed);
    if (this.speed.select.value !== speed) this.speed.select.value = speed;
    show(this.speed.element, !theme.reducedMotion);
    if (this.scale.select.value !== state.preferences.lossPlotScale)
      this.scale.select.value = state.preferences.lossPlotScale;
    show(this.plotPlace, scene.runs.length > 0);
    if (this.width === 0 || scene.runs.length === 0) return;
    const curves = this.curves(scene.runs, scene.loss.parameters, theme);
    this.plot.update({ curves, last, step, scale: state.preferences.lossPlotScale }, theme, this.width);
  }
}
