import { parameterNotWhole, parameterOutOfRange } from '../../core/errors/errors.js';
import type { Parameter, Parameters, Workload, WorkloadNotes, WorkloadSize } from '../../core/program/workload.js';
import { Counted } from './counted.js';
import { Random } from '../../core/program/random.js';

/** A parameter of a generator with the values it takes: whole numbers unless `whole` is false. */
interface Range extends Omit<Parameter, 'name'> {
  readonly least: number;
  readonly most: number;
  readonly whole?: boolean;
  /** How long the program is grows with it: a short form has a tenth of it. */
  readonly scales?: boolean;
}

/** What values the parameters of a generator may have, by name. */
export type Ranges = Readonly<Record<string, Range>>;

/** What was given, or the default, by the parameter's name. */
type Values<R extends Ranges> = { readonly [name in keyof R]: number };

/** A generator before its parameters are read and its operations counted. */
export interface Design<R extends Ranges> extends Pick<Workload, 'id' | 'title' | 'about' | 'sources'> {
  readonly parameters: R;
  /** Bounds that follow from other parameters: the largest value of those named. */
  readonly atMost?: (values: Values<R>) => Partial<Values<R>>;
  readonly size: (values: Values<R>) => WorkloadSize;
  /** Scenarios that do in small what its program does. */
  readonly scenarios?: (values: Values<R>) => readonly string[];
  /** Performs the program and yields the fraction done. */
  readonly run: (machine: Counted, values: Values<R>, random: Random) => Generator<number, void>;
}

/** Largest address space of a generator: 256 GiB. */
export const mostPages = 2 ** 26;

/** A workload whose size follows from its parameters alone. */
export interface GeneratedWorkload extends Workload {
  size(parameters: Parameters): WorkloadSize;
}

/** The workload of a design. Its `size` and `run` throw a CowlabError for a parameter out of its range. */
export function generator<R extends Ranges>(design: Design<R>): GeneratedWorkload {
  const { id, title, about, sources } = design;
  return {
    id,
    title,
    about,
    sources,
    parameters: Object.entries(design.parameters).map(([name, { about, unit, default: byDefault }]) => ({
      name,
      about,
      unit,
      default: byDefault,
    })),
    size: (parameters) => design.size(valuesOf(design, parameters)),
    scenarios: (parameters) => design.scenarios?.(valuesOf(design, parameters)) ?? [],
    shortForm: (parameters) => shortFormOf(design, parameters),
    *run(simulation, parameters, seed) {
      const machine = new Counted(simulation);
      yield* design.run(machine, valuesOf(design, parameters), new Random(seed));
      yield 1;
      return { operations: machine.operations } satisfies WorkloadNotes;
    },
  };
}

function valuesOf<R extends Ranges>(design: Design<R>, parameters: Parameters): Values<R> {
  const given = Object.entries(design.parameters).map(([name, range]) => {
    const value = parameters[name] ?? range.default;
    assertWithin(design.id, name, value, range);
    return [name, value] as const;
  });
  const values = Object.fromEntries(given) as Values<R>;
  for (const [name, most] of Object.entries<number | undefined>(design.atMost?.(values) ?? {})) {
    if (most !== undefined) assertWithin(design.id, name, values[name], { ...design.parameters[name], most });
  }
  return values;
}

/** Those parameters as they are, where other parameters need the program as large as it is. */
function shortFormOf<R extends Ranges>(design: Design<R>, parameters: Parameters): Parameters {
  const values = Object.entries<number>(valuesOf(design, parameters));
  const short = Object.fromEntries(
    values.map(([name, value]) => {
      const { scales = false, least } = design.parameters[name];
      return [name, scales ? Math.max(Math.ceil(value / 10), Math.min(value, least)) : value];
    }),
  );
  const isAllowed = Object.entries<number | undefined>(design.atMost?.(short as Values<R>) ?? {}).every(
    ([name, most = Infinity]) => short[name] <= most,
  );
  return isAllowed ? short : parameters;
}

function assertWithin(id: string, name: string, value: number, { least, most, whole = true }: Range): void {
  const parameter = { workload: id, name, value };
  if (!(value >= least && value <= most)) throw parameterOutOfRange(parameter, least, most);
  if (whole && !Number.isInteger(value)) throw parameterNotWhole(parameter);
}
