/** The critical points that were found, as a list; choosing one makes it the centre. */
import { formatNumber } from '../../../src/picture/numbers';
import { glyphPicture } from '../../draw/legends';
import type { Theme } from '../../draw/theme';
import { kindInWords } from '../../model/features';
import { section, setPressed, textButton } from '../../ui/controls';
import { changes, html, setText, show } from '../../ui/dom';
import { givenPlaces, mostPoints } from '../model/networkScene';
import type { NetworkScene } from '../model/networkScene';
import { placeKey } from '../model/requests';
import type { NetworkContext, NetworkPart } from './context';

export class PointsPart implements NetworkPart {
  readonly element: HTMLElement;
  private readonly list = html('ul', 'points-list');
  private readonly hint = html('p', 'hint');
  private readonly changed = changes();

  constructor(private readonly context: NetworkContext) {
    this.element = section('Critical points', 'points', [this.hint, this.list]);
  }

  update(scene: NetworkScene, theme: Theme): void {
    const { report, status } = scene.state.report;
    const centre = placeKey(scene.centre);
    if (!this.changed(report, status, centre, theme)) return;
    const points = report?.points ?? [];
    const words =
      status === 'failed'
        ? 'They could not be found.'
        : report === null
          ? 'Looking for critical points …'
          : points.length === 0
            ? 'None was found from the starts that were tried.'
            : points.length > mostPoints
              ? `The ${String(mostPoints)} lowest of ${String(points.length)}.`
              : '';
    setText(this.hint, words);
    show(this.hint, words !== '');
    const places = givenPlaces(report);
    this.list.replaceChildren(
      ...places.map((place, index) => {
        const { kind, value, morseIndex, reason, proof } = points[index]!;
        const isCentre = placeKey(place) === centre;
        const button = textButton(isCentre ? 'Centre' : 'Make it the centre', () =>
          this.context.change({ type: 'centreChosen', centre: place }),
        );
        setPressed(button, isCentre);
        const name = `${kindInWords(kind)} ${String(index + 1)}`;
        button.setAttribute('aria-label', `Make ${name} the centre`);
        return html('li', 'point-row', {}, [
          html('div', 'point-head', {}, [
            glyphPicture(kind, proof === 'proved', theme),
            html('span', 'point-name', { text: `${name}` }),
            html('span', '', { text: `value ${formatNumber(value)}` }),
            html('span', '', { text: `index ${String(morseIndex)}` }),
            button,
          ]),
          html('p', 'hint', { text: reason }),
        ]);
      }),
    );
  }
}
