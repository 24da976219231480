import { type FirstOrderRule, firstOrder } from '../firstOrder';
import type { OptimizerDefinition, OptionSpecification, StepFailure } from '../optimizer';
import { scheduleOptions } from '../schedule';
import { OwnMachine } from './ownMachine';
import { ownElementwise } from './ownElementwise';
import { ownMultipliers } from './ownMultipliers';
import { type OwnProgram, isEntrywise } from './ownProgram';

const noSchedule: ReadonlySet<string> = new Set(scheduleOptions.map(({ name }) => name));

/**
 * An optimizer written in the language, as one like any other. Where it sees gradients alone it takes what all
 * first-order methods take, except what it has options of its own for; a schedule is one of its option `lr`.
 */
export function ownOptimizer(program: OwnProgram): OptimizerDefinition {
  const { name, documentation, order } = program;
  const options: readonly OptionSpecification[] = program.options.map((option) => ({
    ...option,
    description: `Option of ${name}, written in the file.`,
  }));
  const hasRate = program.options.some((option) => option.name === 'lr');
  const head = {
    name,
    title: name,
    options,
    rule: program.updates.map(({ text }) => text).join('; '),
    multipliers: (
      given: Readonly<Record<string, number>>,
      rate: number | undefined,
      curvature: number,
    ): ReturnType<typeof ownMultipliers> =>
      ownMultipliers(program, rate === undefined || !hasRate ? given : { ...given, lr: rate }, curvature),
    source: documentation === '' ? 'Written in the file' : documentation.replace(/\s+/g, ' '),
  };
  if (order === 2) {
    return {
      ...head,
      order: 2,
      create(given, n) {
        const machine = new OwnMachine(program, given, n);
        const gradient = new Float64Array(n);
        return {
          step(point, oracle) {
            oracle.gradient(point, gradient);
            return machine.step(point, gradient, oracle, false);
          },
          facts: () => (given['lr'] === undefined ? {} : { rate: given['lr'] }),
        };
      },
    };
  }
  const rate = program.options.findIndex((option) => option.name === 'lr');
  const entrywise = isEntrywise(program);
  const method = firstOrder({
    ...head,
    hidden: new Set(options.map((option) => option.name).filter((option) => option !== 'lr')),
    create: (given, n, many) => ruleOf(new OwnMachine(program, given, n), rate, many),
    elementwise: (given) => (entrywise ? ownElementwise(program, given, rate) : null),
  });
  const modifiers = (method.modifiers ?? []).filter((option) => rate >= 0 || !noSchedule.has(option.name));
  return { ...method, modifiers, isElementwise: (given) => entrywise && method.isElementwise!(given) };
}

function ruleOf(machine: OwnMachine, rateOption: number, many: boolean): FirstOrderRule {
  return {
    update(point, gradient, rate, oracle): StepFailure {
      if (rateOption >= 0) machine.setOption(rateOption, rate);
      return machine.step(point, gradient, oracle, many);
    },
  };
}
