import { anonymous, code } from './areas.js';
import type { Counted } from './counted.js';
import { generator } from './generator.js';
import type { Random } from '../../core/program/random.js';
import { Zipf } from './zipf.js';

const shell = 0;
const files = { shell: 0, programs: 1 };

/** The shell's own code pages that a command's child runs through before it executes the program. */
const childCode = 24;

interface Settings {
  readonly heap: number;
  readonly childStores: number;
  readonly shellStores: number;
  readonly programs: number;
  readonly programCode: number;
  readonly programData: number;
}

/** Shell: heap, code. Program: code, data, from page 0 of its new address space. */
function endOf({ heap, programCode, programData }: Settings): number {
  return Math.max(heap + childCode, programCode + programData);
}

/**
 * A script that does little but start programs. Fork copies the page tables of a small process, the child stores to a
 * handful of pages and executes a program, so that nearly everything that was shared is given back unused.
 */
export const shellStorm = generator({
  id: 'fork-exec',
  title: 'Shell script: a storm of fork and exec',
  about:
    'A shell forks for every command of a pipeline; each child stores to a few inherited pages, executes a ' +
    'program, which reads its code and fills its data, and exits; the shell stores to its own pages after each ' +
    'fork, while the child still shares them, and once more when it is gone.',
  sources: [
    'pages per shell, child and program: bash as it appears in the recording python-fork-pool (Linux 6.18), where a ' +
      'shell has some 140 pages, a child stores to 31 of them, reads 24 of code and the shell stores to 30 between ' +
      'forks',
    'popularity of programs: an assumption',
  ],
  parameters: {
    commands: { about: 'commands started', unit: 'processes', default: 600, scales: true, least: 0, most: 2 ** 31 },
    pipeline: { about: 'commands of a pipeline: alive at the same time', unit: 'processes', default: 3, least: 1, most: 1000 },
    heap: { about: 'memory of the shell', unit: 'pages', default: 140, least: 1, most: 2 ** 24 },
    childStores: {
      about: 'inherited pages a child stores to before it executes',
      unit: 'pages',
      default: 31,
      least: 0,
      most: 2 ** 24,
    },
    shellStores: { about: 'pages the shell stores to after a fork', unit: 'pages', default: 30, least: 0, most: 2 ** 24 },
    programs: { about: 'programs there are, the popular ones more often', unit: 'files', default: 40, least: 1, most: 1000 },
    programCode: { about: 'code pages a program touches', unit: 'pages', default: 50, least: 1, most: 2 ** 16 },
    programData: { about: 'pages a program fills', unit: 'pages', default: 24, least: 1, most: 2 ** 24 },
  },
  atMost: ({ heap }) => ({ childStores: heap, shellStores: heap }),
  size: (values) => ({ addressSpacePages: endOf(values), processes: values.pipeline + 1 }),
  *run(machine, values, random) {
    const { commands, pipeline, heap } = values;
    machine.map(shell, 0, heap, anonymous);
    machine.map(shell, heap, childCode, code(files.shell));
    machine.storeAll(shell, 0, heap);
    machine.loadAll(shell, heap, childCode);
    const rank = new Zipf(values.programs, 1);
    for (let started = 0; started < commands;) {
      const children: number[] = [];
      for (; children.length < pipeline && started < commands; started++) {
        children.push(startChild(machine, values, random));
      }
      for (const child of children) execute(machine, child, values, rank.draw(random) - 1);
      for (const child of children) machine.exit(child);
      storeSome(machine, shell, values.heap, values.shellStores, random);
      if (machine.isDue()) yield started / commands;
    }
  },
});

/** The shell returns from fork first (the scheduler's default since 2.6.32) and stores to pages the child still has. */
function startChild(machine: Counted, settings: Settings, random: Random): number {
  const { heap, childStores, shellStores } = settings;
  const child = machine.fork(shell);
  storeSome(machine, shell, heap, shellStores, random);
  machine.loadAll(child, heap, childCode);
  storeSome(machine, child, heap, childStores, random);
  return child;
}

function execute(machine: Counted, child: number, settings: Settings, program: number): void {
  const { programCode, programData } = settings;
  machine.exec(child);
  machine.map(child, 0, programCode, code(files.programs, program * programCode));
  machine.map(child, programCode, programData, anonymous);
  machine.loadAll(child, 0, programCode);
  machine.storeAll(child, programCode, programData);
}

/** A run of neighbouring pages somewhere in the heap: stack, allocator and job table lie together. */
function storeSome(machine: Counted, process: number, heap: number, stores: number, random: Random): void {
  const first = random.below(heap);
  for (let i = 0; i < stores; i++) machine.store(process, (first + i) % heap);
}
