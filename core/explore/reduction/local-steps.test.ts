/** Whose memory an operation reaches. */

import { expect, it } from 'vitest';
import { loadProgram } from '../../scenario/load.js';
import { reachOf } from './local-steps.js';

it("is everybody's where there are more processes than bits: none is taken for another", () => {
  const children = Array.from({ length: 40 }, (_, at) => at);
  const program = loadProgram(
    `name: many
memory: { buf: { pages: 1, touched: true } }
steps:
${children.map((at) => `  - P: { fork: C${at} }`).join('\n')}
race:
${children.map((at) => `  C${at}: [{ write: buf, value: ${at + 1} }]`).join('\n')}
`,
    'many',
  );
  const reached = program.race.map(({ operations: [store] }) => reachOf(program, store));
  const single = reached.filter((bits) => bits !== -1);
  expect(new Set(single).size).toBe(single.length);
  expect(single).toHaveLength(30);
  expect(reached.filter((bits) => bits === -1)).toHaveLength(10);
});
