/** From the edits of a chain of policies to a list that a machine can run. */

import { describe, expect, it } from 'vitest';
import type { CowlabError } from '../errors/errors.js';
import { insert, move, namesOf, replace, swap, without, type Edit } from './edits.js';
import { compileList, entriesOf, linesOf, type Editor } from './order.js';
import { labelNumber, next } from './answers.js';
import { label, operation, step } from './step.js';

const does = (name: string): ReturnType<typeof step> => step(name, [next], () => next, { optional: true });
const walk = operation(
  'walk',
  'walk_page_range',
  [does('first'), label('over'), does('second'), label('back-off'), does('third')],
  [does('spare')],
);

const editor = (id: string, ...edits: readonly Edit[]): Editor => ({ id, origin: `${id}.ts`, edits });

function refusal(run: () => unknown): Partial<CowlabError> {
  try {
    run();
  } catch (error) {
    const { code, message, expected, where } = error as CowlabError;
    return { code, message, expected, where };
  }
  throw new Error('it was not refused');
}

describe('the lines of an order', () => {
  it("are the machine's own, then everybody's edits along the chain, each with who made it", () => {
    const lines = linesOf(
      walk,
      [editor('parent', insert('spare').after('first')), editor('child', without('spare', 'second'))],
      [],
    );
    expect(lines).toEqual([
      { name: 'first', by: undefined },
      { name: 'spare', by: 'parent', leftOutBy: 'child' },
      { name: 'over:', by: undefined },
      { name: 'second', by: undefined, leftOutBy: 'child' },
      { name: 'back-off:', by: undefined },
      { name: 'third', by: undefined },
    ]);
  });

  it('are the same whichever of two variants comes first, when they edit different places', () => {
    const [one, other] = [editor('one', insert('spare').after('first')), editor('other', without('third'))];
    const [there, back] = [linesOf(walk, [], [one, other]), linesOf(walk, [], [other, one])].map(namesOf);
    expect(there).toEqual(['first', 'spare', 'over:', 'second', 'back-off:']);
    expect(back).toEqual(there);
    expect(namesOf(linesOf(walk, [], [one, editor('nothing'), other]))).toEqual(there);
  });

  it('have what replaces a line where that was, though the same line come back', () => {
    const lines = linesOf(walk, [editor('parent', replace('back-off:', 'third').by('spare', 'back-off:'))], []);
    expect(namesOf(lines)).toEqual(['first', 'over:', 'second', 'spare', 'back-off:']);
  });

  it('are refused when an edit is about what is not there, with what is', () => {
    expect(
      refusal(() => linesOf(walk, [editor('parent', without('second')), editor('child', swap('first', 'second'))], [])),
    ).toEqual({
      code: 'COW060',
      message: "The policy `child` edits `walk` by `swap('first', 'second')`, but has no `second` there.",
      expected: 'one of first, over:, back-off:, third; or `.ifThere()` behind the edit',
      where: 'child.ts',
    });
  });

  it('are refused when two variants bring steps of one name, though only one of them is in the list', () => {
    const bringing = (id: string, ...edits: readonly Edit[]): Editor => ({ ...editor(id, ...edits), steps: [does('spare')] });
    const [one, other] = [bringing('one', insert('spare').after('first')), bringing('other')];
    expect(refusal(() => linesOf(walk, [], [one, other]))).toEqual({
      code: 'COW081',
      message: 'The policy `other` brings a step `spare` of `walk`, as `one` does.',
      expected: 'variants that do not depend on which comes first: not `one` and `other` together',
      where: 'other.ts',
    });
    expect(namesOf(linesOf(walk, [], [one, { ...other, steps: one.steps ?? [] }]))).toContain('spare');
    expect(namesOf(linesOf(walk, [other, one], []))).toContain('spare');
  });

  it.each<[string, () => Edit]>([
    ["swap('first', 'undefined')", () => swap('first', undefined as unknown as string)],
    ["insert('7').after('first')", () => insert(7 as unknown as string).after('first')],
    ["move('first').before('first')", () => move('first').before('first')],
    ["swap('first', 'first')", () => swap('first', 'first')],
    ["replace().by('spare')", () => replace().by('spare')],
  ])('are not edited by %s, which says nothing', (words, make) => {
    expect(refusal(make)).toMatchObject({ code: 'COW082', message: expect.stringContaining(`\`${words}\``) as unknown });
  });

  it.each<[string, readonly Edit[], readonly Edit[], string]>([
    [
      'put something in the same place',
      [insert('spare').after('first')],
      [insert('x').after('first')],
      'edits the same place as `one` in',
    ],
    [
      'are about what the other takes out',
      [without('second')],
      [insert('spare').before('second')],
      'edits what `one` takes out of, or puts into,',
    ],
    [
      'are about what the other puts in',
      [insert('spare').after('first')],
      [replace('spare').by()],
      'edits what `one` takes out of, or puts into,',
    ],
    [
      'are about what the other takes out, if it is there',
      [without('second')],
      [insert('spare').before('second').ifThere()],
      'edits what `one` takes out of, or puts into,',
    ],
  ])('are refused by both names when two variants %s', (_, one, other, what) => {
    expect(refusal(() => linesOf(walk, [], [editor('one', ...one), editor('other', ...other)]))).toEqual({
      code: what.includes('same place') ? 'COW068' : 'COW067',
      message: `The policy \`other\` ${what} \`walk\`.`,
      where: 'other.ts',
      expected: 'variants that do not depend on which comes first: not `one` and `other` together',
    });
  });

  it('name the plugin of either variant when the other one is built in', () => {
    const edits = [insert('spare').after('first')];
    const other = { id: 'other', edits: [insert('x').after('first')] };
    expect(refusal(() => linesOf(walk, [], [editor('one', ...edits), other]))).toMatchObject({ where: 'one.ts' });
    expect(refusal(() => linesOf(walk, [], [{ id: 'one', edits }, other]))).toMatchObject({ where: undefined });
  });

  it('of two variants may be about what neither of them has, if both say so', () => {
    const lines = linesOf(walk, [], [editor('one', without('absent').ifThere()), editor('other', without('third'))]);
    expect(namesOf(lines)).toEqual(['first', 'over:', 'second', 'back-off:']);
  });
});

describe('the entries of an order', () => {
  it("are steps of the list, spare ones and a policy's own, of which the last of a name is meant", () => {
    const [mine, second] = [does('mine'), does('second')];
    const entries = entriesOf(walk, ['first', 'spare', 'mine', 'over:', 'second'], [mine, second], { id: 'p' });
    expect(entries).toEqual([walk.entries[0], walk.spare[0], mine, label('over'), second]);
    expect(entries[4]).toBe(second);
  });

  it('are refused for a step that there is not, with the policy and its plugin', () => {
    const wrong = { code: 'COW004', message: 'There is no step of `walk` named `frist`.' };
    expect(refusal(() => entriesOf(walk, ['frist'], [], { id: 'p' }))).toMatchObject({
      ...wrong,
      where: 'order `walk` of policy `p`',
    });
    expect(refusal(() => entriesOf(walk, ['frist'], [], { id: 'p', origin: 'p.ts' }))).toMatchObject({
      ...wrong,
      where: 'p.ts: order `walk` of policy `p`',
    });
  });
});

describe('a list that a machine can run', () => {
  it('has the position of every step and label, and where its errors go', () => {
    const list = compileList(walk, walk.entries);
    const positionOf = (name: string): number => list.positions[labelNumber(name)] ?? -1;
    expect(list.steps.map(({ name }) => name)).toEqual(['first', 'second', 'third']);
    expect(['first', 'over', 'second', 'back-off', 'third', 'spare'].map(positionOf)).toEqual([0, 1, 1, 2, 2, -1]);
    expect([list.name, list.stands, list.backOff]).toEqual(['walk', 'walk_page_range', 2]);
    expect(compileList(walk, walk.entries.slice(0, 3)).backOff).toBe(-1);
  });
});
