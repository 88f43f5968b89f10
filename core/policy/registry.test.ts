import 'reflect-metadata';
import { describe, expect, it } from 'vitest';
import { CowlabError } from '../errors/errors.js';
import { definePolicy, defineVariant, type Policy } from './policy.js';
import { operations } from '../mm/operations.js';
import { PolicyRegistry } from './registry.js';

const grandparent = definePolicy('grandparent', { title: '' });
const parent = definePolicy('parent', { title: '', extends: 'grandparent' });
const child = definePolicy('child', { title: '', extends: 'parent' });
const variant = defineVariant('variant', { title: '' });

const registry = new PolicyRegistry(operations, [grandparent, parent, child, variant]);

const ids = (policies: readonly Policy[]): string[] => policies.map(({ id }) => id);

function refusal(run: () => unknown): CowlabError {
  try {
    run();
  } catch (error) {
    if (error instanceof CowlabError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

describe('the registry of policies', () => {
  it('makes a chain of a policy and its ancestors, the oldest first', () => {
    expect(ids(registry.chain('child'))).toEqual(['grandparent', 'parent', 'child']);
  });

  it('composes `a+b` of all of a and of what b states itself', () => {
    expect(ids(registry.chain('parent+variant'))).toEqual(['grandparent', 'parent', 'variant']);
    expect(ids(registry.chain('grandparent+child+variant'))).toEqual(['grandparent', 'child', 'variant']);
  });

  it('keeps policies that stand alone apart from variants', () => {
    expect(ids(registry.standalone())).toEqual(['grandparent', 'parent', 'child']);
    expect(ids(registry.all())).toContain('variant');
  });

  it('knows a composition when it knows its parts', () => {
    expect(registry.has('child+variant')).toBe(true);
    expect(registry.has('child+wariant')).toBe(false);
  });

  it('refuses a variant that stands alone, or first', () => {
    for (const name of ['variant', 'variant+child']) {
      const error = refusal(() => registry.chain(name));
      expect(error).toMatchObject({ code: 'COW139', expected: 'a policy before it: `POLICY+variant`' });
    }
  });

  it.each([
    ['child+child', 'child', 'child'],
    ['child+variant+variant', 'variant', 'child+variant'],
    ['parent+variant+parent', 'parent', 'parent+variant'],
  ])('refuses `%s`, which names one of its parts twice', (name, part, once) => {
    expect(refusal(() => registry.chain(name))).toMatchObject({
      code: 'COW132',
      message: `The composition \`${name}\` names \`${part}\` twice.`,
      hint: `did you mean \`${once}\`?`,
    });
  });

  it('names what is near to a policy that it does not know, in a composition too', () => {
    expect(refusal(() => registry.chain('parnet'))).toMatchObject({ code: 'COW004', hint: 'did you mean `parent`?' });
    expect(refusal(() => registry.chain('child+varaint'))).toMatchObject({ code: 'COW004', hint: 'did you mean `variant`?' });
  });

  it('refuses policies that extend each other', () => {
    const hen = definePolicy('hen', { title: '', extends: 'egg' });
    const egg = { ...definePolicy('egg', { title: '', extends: 'hen' }), origin: 'egg.ts' };
    const error = refusal(() => new PolicyRegistry(operations, [hen, egg]).chain('egg'));
    expect(error).toMatchObject({ code: 'COW230', where: 'egg.ts' });
    expect(error.message).toContain('extends itself');
  });

  it('refuses a policy whose parent it does not know', () => {
    const orphan = definePolicy('orphan', { title: '', extends: 'parnet' });
    const error = refusal(() => new PolicyRegistry(operations, [grandparent, parent, orphan]).chain('orphan'));
    expect(error).toMatchObject({ code: 'COW004', hint: expect.stringContaining('`parent`') as unknown });
  });

  it('refuses a second policy of the same name', () => {
    expect(refusal(() => new PolicyRegistry(operations, [parent, parent])).code).toBe('COW005');
  });
});

describe('a policy id', () => {
  it.each(['anon-exclusive-6.15', 'a', '4.9'])('may be %s', (id) => {
    expect(definePolicy(id, { title: '' }).id).toBe(id);
  });

  it.each(['', 'Mapcount', 'a+b', 'a b', '-a', 'a-', 'a--b', 'a_b'])('is refused as `%s`', (id) => {
    expect(refusal(() => definePolicy(id, { title: '' })).code).toBe('COW138');
  });
});
