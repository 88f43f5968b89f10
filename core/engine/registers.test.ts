import { expect, it } from 'vitest';
import { fixRegisters, register, registerName, registers, registersByOwner } from './registers.js';

it('registers have numbers of their own, by which a policy finds them', () => {
  const [outer, inner] = [registers('outer', ['page', 'end']), registers('inner', ['page'])];
  expect(new Set([outer.page, outer.end, inner.page]).size).toBe(3);
  expect([registersByOwner().get('outer'), registersByOwner().get('inner')]).toEqual([['page', 'end'], ['page']]);
  expect([register('outer', 'end'), register('inner', 'page')]).toEqual([outer.end, inner.page]);
});

it('registers of one owner may be declared in parts', () => {
  const parts = { ...registers('call', ['mm']), ...registers('call', ['child'], ['outer']) };
  expect(registersByOwner().get('call')).toEqual(['mm', 'child']);
  expect(register('call', 'child')).toBe(parts.child);
});

it('a register that there is not is refused with the nearest one', () => {
  registers('walk', ['address']);
  expect(() => register('walk', 'adress')).toThrow(
    expect.objectContaining({ code: 'COW004', hint: 'did you mean `walk.address`?' }),
  );
});

it('a register that is declared twice is an error of ours', () => {
  registers('twice', ['page']);
  expect(() => registers('twice', ['page'])).toThrow('register twice.page is declared twice');
});

it('registers that are declared once they are fixed are refused by name; those that there are can still be found', () => {
  const { first } = registers('early', ['first']);
  expect(registerName(fixRegisters()[first])).toBe('early.first');
  expect(() => registers('late', ['page', 'frame'])).toThrow(
    expect.objectContaining({ code: 'COW080', message: expect.stringContaining('`late.page`, `late.frame`') as unknown }),
  );
  expect(register('early', 'first')).toBe(first);
});
