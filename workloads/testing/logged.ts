import type { Simulation } from '../../core/program/workload.js';

/** What only asks, and is no operation. */
const questions: readonly PropertyKey[] = ['events', 'framesInUse'];

/** A simulation that notes every operation as text and passes it on. */
export function logged(simulation: Simulation, log: string[]): Simulation {
  return new Proxy(simulation, {
    get(target, name) {
      const method: unknown = Reflect.get(target, name);
      if (typeof method !== 'function' || questions.includes(name)) return method;
      return (...given: readonly unknown[]): unknown => {
        log.push(`${String(name)} ${JSON.stringify(given)}`);
        return Reflect.apply(method, target, given) as unknown;
      };
    },
  });
}
