/** What a rule of a plugin gets is a window, too: it shows values, tells who records them, and leads nowhere. */

import { nobody } from '../machine/hook.js';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  askBreaksCow,
  askIsMaybePinned,
  askMayFollow,
  askMayReuse,
  askMayTake,
  askMayTakeLockless,
  askMayUpgrade,
  askMustCopy,
  askMustUnshare,
} from '../machine/ask.js';
import { Pte } from '../machine/bits.js';
import { FrameWindow } from '../machine/frame-window.js';
import { Machine } from '../machine/machine.js';
import { simplestRules } from '../machine/testing/kernel.js';
import { smallMachine } from '../machine/testing/machine.js';
import { Shown } from '../machine/shown.js';
import { members } from '../rules/questions.js';
import { ruleTokens, Stage, type FrameView, type Rules } from '../rules/rule.js';
import { reachableFrom } from '../testing/reachable.js';
import { definePolicy } from './policy.js';
import { recorded } from './recorded.js';
import { compiledPlain, ruleOf } from './testing/plain.js';

/** By question: what a rule was handed. */
const handed = new Map<string, readonly unknown[]>();

const rules = Object.keys(members) as (keyof Rules)[];
const questions = rules.flatMap((rule) => Object.keys(members[rule].methods));

/** As `plain`; its rules keep what they are handed. */
const curious = definePolicy('curious', {
  title: 'Keeps all that it is handed',
  extends: 'plain',
  rules: Object.fromEntries(
    rules.map((rule) => {
      const keeping = Object.keys(members[rule].methods).map((question): [string, unknown] => [
        question,
        (...views: unknown[]) => {
          handed.set(question, views);
          return Reflect.apply(Reflect.get(simplestRules[rule], question) as () => unknown, undefined, views) as unknown;
        },
      ]);
      return [ruleTokens[rule], ruleOf({ ...simplestRules[rule], reads: ['pte.writable'], ...Object.fromEntries(keeping) })];
    }),
  ),
});

function askEverything(m: Machine): void {
  m.pte.entry.set(0, Pte.present, m.pte.entry.frameAt(0));
  askMayReuse(m, nobody, 1, Stage.firstLook, false);
  askMustCopy(m, nobody, 1, 0);
  askBreaksCow(m, m.gupRequest);
  askMustUnshare(m, nobody, 1, m.gupRequest);
  askMayTake(m, m.gupRequest);
  askMayTakeLockless(m, nobody, 1, m.gupRequest);
  askMayFollow(m, nobody, 0, m.gupRequest, false);
  askMayUpgrade(m, nobody, 0);
  askIsMaybePinned(m, nobody, 1);
}

/** Views that others lead to, as well. */
function withReached(views: readonly unknown[]): object[] {
  return views.flatMap((view) => {
    if (typeof view !== 'object' || view === null) return [];
    if (!(view instanceof FrameWindow)) return [view];
    const { folio }: FrameView = view;
    return [view, folio, folio.head];
  });
}

describe('what a rule of a plugin is handed', () => {
  const policy = recorded(compiledPlain('curious', { ...curious, origin: 'curious.ts' }));
  beforeAll(() => askEverything(smallMachine({}, policy)));

  it('is kept for every question that the machine asks', () => {
    expect(policy.record).toBeDefined();
    expect([...handed.keys()].toSorted()).toEqual(questions.toSorted());
  });

  it('is the same object whenever it is asked, also what that leads to', () => {
    const m = smallMachine({}, policy);
    const [first, second] = [0, 1].map(() => {
      askEverything(m);
      return new Map([...handed].map(([question, views]) => [question, withReached(views)]));
    });
    for (const [question, views] of first) {
      expect(new Set(views).size).toBe(views.length);
      for (const [at, view] of views.entries()) expect(second.get(question)?.[at]).toBe(view);
    }
  });

  it('leads to no array of the state, no machine and no place to write', () => {
    const reached = [...reachableFrom([...handed.values()].flat())];
    expect(reached).toContain(Object.prototype);
    const secrets = reached.filter(
      (value) => ArrayBuffer.isView(value) || value instanceof ArrayBuffer || value instanceof Machine || value instanceof Shown,
    );
    expect(secrets).toEqual([]);
  });

  it('cannot be moved, written to or changed for the rules that are asked next', () => {
    const views = withReached([...handed.values()].flat());
    expect(views.length).toBeGreaterThan(0);
    for (const view of views) {
      expect(Object.isExtensible(view) || Object.isExtensible(Object.getPrototypeOf(view))).toBe(false);
      const prototype: object = Object.getPrototypeOf(view) as object;
      for (const name of [...Object.getOwnPropertyNames(prototype), 'at', 'word', 'source']) {
        expect([name, Reflect.set(view, name, 0)]).toEqual([name, false]);
        expect([name, Reflect.defineProperty(prototype, name, { get: () => 0 })]).toEqual([name, false]);
      }
    }
  });
});
