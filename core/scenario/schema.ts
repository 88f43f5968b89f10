/** The shape of a scenario file. Names and order are the loader's; here are keys, types and ranges. */

import * as z from 'zod/mini';
import { allAllowances } from '../program/allowances.js';
import { actor, choice, flag, integer, name, pages, place, prot, text } from './schema-words.js';
import { assertableVerdicts } from '../program/verdict.js';

const nameText = 'a name in kebab-case: `vmsplice-child-unmap`';
const policyText = 'a policy id (`anon-exclusive`, `a+b`) or a kernel (`linux-6.1`)';
const expectText = `${policyText}, or \`'*'\` for every built-in policy that is not named`;
const expectKey = z.string({ error: expectText }).check(z.regex(/^(?:[A-Za-z0-9][A-Za-z0-9.+_-]*|\*)$/u, { error: expectText }));
const countedText = `${policyText}; \`'*'\` stands in \`expect\` only, since counts belong to one policy`;
const countedKey = z.string({ error: countedText }).check(z.regex(/^[A-Za-z0-9][A-Za-z0-9.+_-]*$/u, { error: countedText }));

const area = z
  .strictObject(
    {
      pages,
      backing: z.optional(
        choice(['anon', 'file', 'shmem', 'zero'], 'What is mapped; default anon; zero: read before the first step'),
      ),
      file: z.optional(name.check(z.meta({ description: 'The file; default: a file of its own named after the area' }))),
      shared: flag('MAP_SHARED; default false'),
      prot: z.optional(prot),
      huge: z.optional(choice(['none', 'thp', 'pte-thp', 'hugetlb'], 'Huge pages; default none')),
      touched: flag('Written by P before the first step; default false'),
    },
    { error: 'a map: `{ pages: 1 }`' },
  )
  .check(z.meta({ title: 'Area', description: 'An area of process P' }));

const file = z
  .strictObject(
    {
      pages,
      'stable-writes': flag('Pages must not change under writeback; default false'),
      'free-blocks': z.optional(
        z.union([z.literal('unlimited'), z.int().check(z.minimum(0))], { error: '`unlimited` or a number of blocks' }),
      ),
      holes: z.optional(
        z
          .array(integer(0, 1e9, 'a page of the file'), { error: 'a list of pages: `[0, 2]`' })
          .check(z.meta({ description: 'Pages that own no block and read as 0; default none' })),
      ),
      'dirty-tracked': flag(
        'The file system tracks dirty pages, and is notified of the first store to a shared one; default true, on tmpfs false',
      ),
      fs: z.optional(
        choice(
          ['ext4', 'xfs', 'btrfs', 'tmpfs'],
          'The file system; default ext4, or tmpfs where an area with `backing: shmem` maps the file',
        ),
      ),
      cached: z.optional(choice(['all', 'none'], 'What the page cache holds at the beginning; default all')),
    },
    { error: 'a map: `{ pages: 1 }`' },
  )
  .check(z.meta({ title: 'File' }));

const swap = z.strictObject(
  {
    slots: integer(0, 65_536, 'a number of swap slots'),
    'stable-writes': flag('Default false'),
    'exclusive-marker': flag('Whether the architecture has the swap-PTE exclusive bit; default true'),
  },
  { error: 'a map: `{ slots: 4 }`' },
);

const machine = z
  .strictObject(
    {
      frames: z.optional(
        integer(1, 65_536, 'a number of frames').check(
          z.meta({
            description:
              'Frames that there are in all: page-cache pages, anonymous pages and page tables take one each, the zero page none; default: memory never runs out',
          }),
        ),
      ),
      dio: z.optional(choice(['pin', 'get'], "How direct I/O references pages; default: the way of the policy's era")),
      'lru-batch': z.optional(
        choice(
          ['none', 'local', 'remote'],
          'Whose LRU batch references a fresh page, or one that get_user_pages has touched twice; default none',
        ),
      ),
      locks: z.optional(choice(['mmap', 'vma'], 'Default mmap')),
      'fault-around': z.optional(
        integer(1, 512, 'a number of pages from 1 to 512').check(
          z.meta({
            description:
              'Pages that a read fault of file or shared memory maps, rounded down to a power of two; 1: only its own; default 16',
          }),
        ),
      ),
      cpus: z.optional(integer(1, 16, 'a number of CPUs from 1 to 16')),
      'tlb-flush': z.optional(choice(['ipi', 'broadcast'], 'Default ipi')),
    },
    { error: 'a map of machine options' },
  )
  .check(z.meta({ title: 'Machine' }));

function listOf<Item extends z.core.SomeType>(item: Item, error: string, description: string): z.ZodMiniArray<Item> {
  return z.array(item, { error }).check(z.meta({ description }));
}

/** The file as a schema, with operations (the values of steps) as the given schema has them. */
export function fileSchema<Operation extends z.core.SomeType>(operation: Operation) {
  const stepText = 'a map of one actor to one operation: `- P: { write: buf, value: 1 }`';
  const steps = listOf(
    z.record(actor, operation, { error: stepText }).check(z.meta({ minProperties: 1, maxProperties: 1 })),
    'a list of steps',
    'In exactly this order',
  );
  const racing = listOf(operation, 'the list of operations of this actor', 'The operations of this actor, in order').check(
    z.minLength(1, { error: 'at least one operation' }),
  );
  return z.strictObject(
    {
      name: z
        .string({ error: nameText })
        .check(z.regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/u, { error: nameText }), z.meta({ description: 'Kebab-case, unique' })),
      title: z.optional(text('One line')),
      about: z.optional(text('What happens and why')),
      sources: z.optional(listOf(text('A source'), 'a list of sources', 'Commits, CVEs, mails')),
      tags: z.optional(listOf(text('A tag'), 'a list of tags', 'Words to select scenarios by')),
      memory: z
        .record(name, area, { error: 'a map of areas: `{ buf: { pages: 1 } }`' })
        .check(z.meta({ description: 'Areas of the first process, P; shared by name with its children' })),
      files: z.optional(z.record(name, file, { error: 'a map of files: `{ data: { pages: 1 } }`' })),
      swap: z.optional(swap),
      machine: z.optional(machine),
      'memory-model': z.optional(choice(['sc', 'tso', 'weak'], "Memory model of the kernel's own accesses; default sc")),
      steps: z.optional(steps),
      race: z.optional(
        z
          .record(actor, racing, { error: 'a map of actors to their lists of operations' })
          .check(z.meta({ description: 'After `steps`: all interleavings of the atomic steps of these actors' })),
      ),
      after: z.optional(steps),
      'documented-hazard': z.optional(text('The source that warns users of this pattern')),
      allow: z.optional(
        listOf(choice(allAllowances as [string, ...string[]], 'Allowance'), 'a list of allowances', 'Default: all'),
      ),
      final: z.optional(
        listOf(
          z
            .record(actor, place, { error: 'a map of one process to one place: `- P: buf`' })
            .check(z.meta({ minProperties: 1, maxProperties: 1 })),
          'a list of observations taken at the end',
          'Default: everything',
        ),
      ),
      expect: z.optional(
        z
          .record(expectKey, choice(assertableVerdicts, 'Verdict'), { error: 'a map of policies to verdicts' })
          .check(
            z.meta({ description: "What is asserted, by policy id or kernel; '*': for every built-in policy that is not named" }),
          ),
      ),
      'expect-events': z.optional(
        z.record(countedKey, z.record(z.string(), integer(0, 1e9, 'a count'), { error: 'a map of events to counts' }), {
          error: 'a map of policies to event counts',
        }),
      ),
    },
    { error: 'a map with at least `name`, `memory` and `steps` or `race`' },
  );
}

/** For the loader, which checks each operation by its own schema and so can say what is wrong with it. */
export const scenarioSchema = fileSchema(
  z.record(z.string(), z.unknown(), { error: 'one operation: `{ write: buf, value: 1 }`' }),
);

/** A scenario file whose shape fits; names are not resolved. */
export type ScenarioData = z.infer<typeof scenarioSchema>;
