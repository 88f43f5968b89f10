import { describe, expect, it } from 'vitest';
import { eventNames } from '../../core/program/events.js';
import { listEvents } from './events.js';

describe('the list of events', () => {
  const entries = listEvents();
  const entryOf = (name: string) => entries.find((entry) => entry.name === name);

  it('has every event, in the order of counters', () => {
    expect(entries.map(({ name }) => name)).toEqual([...eventNames]);
  });

  it('says what an event counts, whether it is work of its own, and what one costs by which measurement', () => {
    expect(entryOf('copies')).toMatchObject({
      about: 'the write fault or unshare replaced the page by a copy of it',
      data: { one: 'copy', many: 'copies', unit: 'pages', role: 'answer', prices: [{ sources: ['write_copy_fault_16MB'] }] },
    });
    expect(entryOf('copies')?.details.join('\n')).toMatch(
      /^copy, copies; in pages; counted: it ends a fault\nlinux-6\.18.*: .* to .* \(write_copy_fault_16MB\)$/u,
    );
  });

  it('says of a part what it is in, and gives it no price', () => {
    expect(entryOf('exclusive-reuses')).toMatchObject({
      details: ['exclusive reuse, exclusive reuses; in pages; part of a reuse'],
      data: { role: 'part', within: 'a reuse', prices: [] },
    });
  });
});
