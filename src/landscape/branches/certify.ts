import { around, boundsOf } from '../../analysis/box';
import { certifiedInertia } from '../../analysis/search/inertia';
import { IntervalSystem } from '../../analysis/search/intervalSystem';
import { krawczyk } from '../../analysis/search/krawczyk';
import type { CompiledLoss } from '../compileLoss';
import type { CriticalReport } from '../views';
import type { CrossedSaddleView } from './views';

/** Saddles of more parameters are not proved. */
const mostProved = 4;
/** Half widths of the boxes that are tried, as parts of the loss's box. */
const shares = [1e-4, 1e-6, 1e-8];

/** A saddle that was found numerically: proved if the report lists it, or Krawczyk's test and its inertia show it. */
export function certifySaddle(
  loss: CompiledLoss,
  report: CriticalReport | null,
  point: Float64Array,
): Pick<CrossedSaddleView, 'point' | 'enclosure' | 'proof' | 'reason'> {
  const sides = loss.box.map(([low, high]) => high - low);
  const listed = report?.points.find(
    (one) => one.proof === 'proved' && one.point.every((x, i) => Math.abs(x - point[i]!) <= 1e-8 * sides[i]!),
  );
  if (listed !== undefined) {
    const { enclosure, reason } = listed;
    return { point: listed.point, enclosure, proof: 'proved', reason };
  }
  const numerical = (reason: string): ReturnType<typeof certifySaddle> => ({
    point: [...point],
    enclosure: Array.from(point, (x) => [x, x] as const),
    proof: 'numerical',
    reason,
  });
  if (loss.form !== 'formulas' || point.length > mostProved)
    return numerical(`saddles of more than ${mostProved} parameters are not proved.`);
  const system = new IntervalSystem(loss.tapes, {
    low: Float64Array.from(loss.constants, ({ value }) => value.low),
    high: Float64Array.from(loss.constants, ({ value }) => value.high),
  });
  for (const share of shares) {
    const box = around(
      point,
      sides.map((side) => share * side),
    );
    const outcome = krawczyk(system, box, point);
    if (outcome.kind !== 'unique') continue;
    system.hessian(outcome.image);
    const inertia = certifiedInertia(system.hessianLow, system.hessianHigh, point.length);
    if (inertia?.negative === 1)
      return {
        point: [...point],
        enclosure: boundsOf(outcome.image),
        proof: 'proved',
        reason: 'Krawczyk’s test finds exactly one critical point in the enclosure, with one negative curvature.',
      };
  }
  return numerical('Krawczyk’s test does not decide it.');
}
