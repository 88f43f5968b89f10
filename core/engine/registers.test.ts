import { expect, it } from 'vitest';
import { register, registerCount, registers, registersByOwner } from './registers.js';

it('registers of lists have numbers of their own, by which a policy finds them', () => {
  const before = registerCount();
  const [outer, inner] = [registers('outer', ['page', 'end']), registers('inner', ['page'])];
  expect([outer.page, outer.end, inner.page].toSorted((a, b) => a - b)).toEqual([before, before + 1, before + 2]);
  expect(registerCount()).toBe(before + 3);
  expect([registersByOwner().get('outer'), registersByOwner().get('inner')]).toEqual([['page', 'end'], ['page']]);
  expect([register('outer', 'end'), register('inner', 'page')]).toEqual([outer.end, inner.page]);
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
