import type { CompiledLoss } from './compileLoss';
import type { SearchOptions } from './findCriticalPoints';
import type { CriticalReport } from './views';
export function searchNumerically(loss: CompiledLoss, options: SearchOptions): Promise<CriticalReport> {
  throw new Error(`${loss.name} ${options.budget}`);
}
