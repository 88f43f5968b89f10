/** The words of the scenario format as zod schemas. Each error text says what is allowed. */

import * as z from 'zod/mini';
import { namePattern, placeForms, placePattern } from './place.js';

/** Largest value a step may store; larger ones are initial values. */
const largestValue = 999_999;

const nameText = 'a name: a letter, then letters, digits, `-` or `_`';

/** The name of an area, a file or an observation. */
export const name = z
  .string({ error: nameText })
  .check(z.regex(namePattern, { error: nameText }), z.meta({ title: 'Name', description: nameText }));

const actorText = 'an actor: a process (`P`, or a name given by `fork`), a thread (`P.t1`), `dev` or a kernel thread';

/** Only its type: whether there is such an actor, the cast finds out. */
export const actor = z.string({ error: actorText }).check(z.meta({ id: 'actor', title: 'Actor', description: actorText }));

/** Only a string here: `place.ts` reads it and says what is wrong with it. */
export const place = z
  .string({ error: `a place: ${placeForms}` })
  .check(
    z.meta({
      id: 'place',
      title: 'Place',
      pattern: placePattern.source,
      description: "area, area[page] or area[first..last]; .lo or .hi for half a page; PROC:place for others' memory",
    }),
  );

const handleText = 'a handle: the name given by `as` of a `get`, `pin` or `dio`';

/** What `as` of a `get`, `pin` or `dio` has called it. */
export const handle = z.string({ error: handleText }).check(z.meta({ id: 'handle', title: 'Handle', description: handleText }));

const handlePlaceText = 'a handle, or pages of it: `h`, `h[page]`, with `.lo` or `.hi` behind it for half a page';

/** A handle, or pages of one. */
export const handlePlace = z
  .string({ error: handlePlaceText })
  .check(z.meta({ id: 'handlePlace', title: 'Page of a handle', pattern: placePattern.source, description: handlePlaceText }));

const filePlaceText = 'a file, or pages of it: `file`, `file[page]`';

/** A file, or pages of one. */
export const filePlace = z
  .string({ error: filePlaceText })
  .check(z.meta({ id: 'filePlace', title: 'Page of a file', pattern: placePattern.source, description: filePlaceText }));

const valueText = `an integer from 1 to ${largestValue}; 0 is what never-written memory holds`;

/** What a store writes. */
export const value = integer(1, largestValue, valueText).check(
  z.meta({ id: 'value', title: 'Value', description: 'A small integer; each is written once in a scenario' }),
);

/** How many pages something has. */
export const pages = integer(1, 4096, 'a number of 4 KiB pages from 1 to 4096').check(
  z.meta({ description: 'Number of 4 KiB pages' }),
);

/** `rw`, `r` or `none`: the accesses that a mapping allows. */
export const prot = choice(['rw', 'r', 'none'], 'Protection');

/** What madvise(2) is told, without `MADV_`. */
export const advice = choice(
  [
    'dontneed',
    'free',
    'dontfork',
    'dofork',
    'wipeonfork',
    'mergeable',
    'unmergeable',
    'pageout',
    'collapse',
    'populate-read',
    'populate-write',
  ],
  'Advice of madvise(2)',
);

/** An integer of a range; `expected` says so. */
export function integer(least: number, most: number, expected: string): z.ZodMiniInt {
  return z.int({ error: expected }).check(z.minimum(least, { error: expected }), z.maximum(most, { error: expected }));
}

/** One of some words. */
export function choice<const Words extends readonly [string, ...string[]]>(words: Words, description: string): Choice<Words> {
  return z.enum(words, { error: words.map((word) => `\`${word}\``).join(', ') }).check(z.meta({ description }));
}

/** One of a few words. */
export type Choice<Words extends readonly string[]> = z.ZodMiniEnum<{ [Word in Words[number]]: Word }>;

/** `true`, or nothing. */
export function flag(description: string): z.ZodMiniOptional<z.ZodMiniBoolean> {
  return z.optional(z.boolean({ error: '`true` or `false`' }).check(z.meta({ description })));
}

/** Any text. @param description for editors */
export function text(description: string): z.ZodMiniString {
  return z.string({ error: 'text' }).check(z.meta({ description }));
}

/** `exit: true`. */
export function yes(): z.ZodMiniLiteral<true> {
  return z.literal(true, { error: '`true`' });
}
