/** A rule reads what its policy has added to the state as it reads what is there anyway; what nobody added, nobody reads. */

import { nobody } from '../machine/hook.js';
import { injectable, type Newable } from 'inversify';
import { describe, expect, it } from 'vitest';
import { askMustCopy } from '../machine/ask.js';
import type { Machine } from '../machine/machine.js';
import { smallMachine } from '../machine/testing/machine.js';
import type { ViewWith } from '../rules/own-fields.js';
import { Rule, type ForkRule, type FrameView } from '../rules/rule.js';
import { reachableFrom } from '../testing/reachable.js';
import { blaming } from './blame.js';
import type { CompiledPolicy } from './compile.js';
import { definePolicy, type PolicyDefinition } from './policy.js';
import { recorded } from './recorded.js';
import { compiledPlain } from './testing/plain.js';

const shared = { entity: 'frame', name: 'shared', bits: 8 } as const;
const old = { entity: 'pte', name: 'old', bits: 8 } as const;

// To the compiler a frame has no field of a PTE.
void ('old' satisfies Exclude<'old', keyof ViewWith<'frame', typeof shared | typeof old>>);

@injectable()
class CopyShared implements ForkRule {
  readonly reads: readonly string[] = ['frame.shared'];
  mustCopy(frame: ViewWith<'frame', typeof shared | typeof old>): boolean {
    return frame.shared > 1;
  }
}

/** A policy that adds the field and reads it, and one without a word of its own behind it. */
function policyWith(rule: Newable<ForkRule>, more: Partial<PolicyDefinition> = {}, origin?: string): CompiledPolicy {
  const parent = definePolicy('parent', { title: '', extends: 'plain', fields: [shared], ...more });
  const heir = {
    ...definePolicy('heir', { title: '', extends: 'parent', rules: { [Rule.Fork]: rule } }),
    ...(origin === undefined ? {} : { origin }),
  };
  return recorded(compiledPlain('heir', parent, heir));
}

function copies(m: Machine & { readonly policy: CompiledPolicy }, count: number): boolean {
  m.extra('frame', 'shared').set(3, count);
  return blaming(m, () => askMustCopy(m, nobody, 3, 0));
}

function machineOf(policy: CompiledPolicy): Machine & { readonly policy: CompiledPolicy } {
  return smallMachine({}, policy) as Machine & { readonly policy: CompiledPolicy };
}

const brought = [
  ['built in', undefined],
  ['of a plugin', 'mine.ts'],
] as const;

describe.each(brought)('a rule %s', (_, origin) => {
  it('reads what a parent of its policy has added, of the frame that it is asked about', () => {
    const m = machineOf(policyWith(CopyShared, {}, origin));
    expect([1, 2, 0].map((count) => copies(m, count))).toEqual([false, true, false]);
  });

  it('that reads what nobody has added is named, with the field', () => {
    @injectable()
    class Misspells extends CopyShared {
      override readonly reads = [];
      override mustCopy(frame: FrameView): boolean {
        return Reflect.get(frame, 'shraed') === 1;
      }
    }
    expect(() => copies(machineOf(policyWith(Misspells, {}, origin)), 1)).toThrow(
      expect.objectContaining({
        code: 'COW338',
        hint: 'did you mean `frame.shared`?',
        message: `The rule Misspells of policy \`heir\`, asked ${origin === undefined ? 'for fork' : 'mustCopy'}, reads \`frame.shraed\`, which there is not.`,
      }),
    );
  });

  it('that declares what nobody has added is refused', () => {
    expect(() => policyWith(CopyShared, { fields: [old] }, origin)).toThrow(
      expect.objectContaining({
        code: 'COW131',
        message: 'The rule CopyShared of policy `heir` declares that it reads `frame.shared`, which there is not.',
        expected: expect.stringContaining('vma.dirtyTracked or pte.old') as unknown,
      }),
    );
  });

  it('is handed a window that leads nowhere and cannot be written to', () => {
    let handed: object | undefined;
    @injectable()
    class Keeps extends CopyShared {
      override mustCopy(frame: ViewWith<'frame', typeof shared>): boolean {
        handed = frame;
        return super.mustCopy(frame);
      }
    }
    copies(machineOf(policyWith(Keeps, {}, origin)), 1);
    const reached = [...reachableFrom([handed])];
    expect(reached.filter((value) => ArrayBuffer.isView(value) || value instanceof ArrayBuffer)).toEqual([]);
    expect(Reflect.set(handed ?? {}, 'shared', 0)).toBe(false);
    expect(Reflect.defineProperty(Object.getPrototypeOf(handed) as object, 'shared', { get: () => 0 })).toBe(false);
  });
});

describe('the record of asks', () => {
  it('knows fields that a policy has added: a rule that looks at one must say so', () => {
    @injectable()
    class Silent extends CopyShared {
      override readonly reads = [];
    }
    expect(() => copies(machineOf(policyWith(Silent, {}, 'mine.ts')), 1)).toThrow(
      expect.objectContaining({
        code: 'COW036',
        message: 'The rule Silent of policy `heir`, asked mustCopy, reads `frame.shared`, which it does not declare.',
      }),
    );
  });

  it('tells two answers to the same value of it', () => {
    let asks = 0;
    @injectable()
    class Wavers extends CopyShared {
      override mustCopy(frame: ViewWith<'frame', typeof shared>): boolean {
        return frame.shared === 1 && asks++ > 0;
      }
    }
    const m = machineOf(policyWith(Wavers, {}, 'mine.ts'));
    expect([0, 1].map((count) => copies(m, count))).toEqual([false, false]);
    expect(() => copies(m, 1)).toThrow(
      expect.objectContaining({ code: 'COW035', message: expect.stringContaining('where frame.shared = 1') as unknown }),
    );
  });

  it('has a look at what there is not, though the rule catches what it is told', () => {
    @injectable()
    class Catches extends CopyShared {
      override mustCopy(frame: FrameView): boolean {
        try {
          return Reflect.get(frame, 'shraed') === 1;
        } catch {
          return false;
        }
      }
    }
    expect(() => copies(machineOf(policyWith(Catches, {}, 'mine.ts')), 1)).toThrow(expect.objectContaining({ code: 'COW338' }));
  });
});

it.each([
  ['as rules call something else of a frame', 'exclusive', 'COW232'],
  ['as every object has it', 'constructor', 'COW332'],
  ['as the language looks it up', 'then', 'COW332'],
  ['in other signs than letters', 'was-shared', 'COW332'],
])('a field is refused that is called %s', (_, name, code) => {
  const adding = definePolicy('adding', { title: '', extends: 'plain', fields: [{ entity: 'frame', name, bits: 8 }] });
  expect(() => compiledPlain('adding', adding)).toThrow(
    expect.objectContaining({ code, message: expect.stringContaining(`\`frame.${name}\``) as unknown }),
  );
});
