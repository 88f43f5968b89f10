import * as fc from 'fast-check';
import { it } from 'vitest';
import { loadProgram } from './program/load.js';
import { arbitraryScenario } from './program/testing/arbitrary-program.js';
import { checkProgram } from './explore/check.js';
import { policies } from './testing/builtin.js';
it('x', () => {
  const texts = fc.sample(arbitraryScenario(), { numRuns: Number(process.env.N ?? 4000), seed: Number(process.env.SEED ?? 7) });
  const only = process.env.POL?.split(',');
  const found: { pol: string; text: string; details: string }[] = [];
  let fail = 0;
  for (const text of texts) {
    const program = loadProgram(text, 'random');
    if (process.env.SKIPGETW && /\{ get: .*write: true/.test(text)) continue;
    for (const p of policies) {
      if (only && !only.includes(p.id)) continue;
      let c;
      try { c = checkProgram(program, p); } catch (e) { if (fail++ < 3) console.log(p.id, (e as Error).stack?.split('\n').slice(0, 5).join('\n'), text); continue; }
      if (c.verdict === 'holds') continue;
      const details = c.breaches.map((b) => b.kind + ' ' + b.detail).join('\n   ');
      found.push({ pol: p.id, text, details });
    }
  }
  found.sort((a, b) => a.text.length - b.text.length);
  console.log('failures', fail, 'violations', found.length);
  for (const f of found.slice(0, Number(process.env.SHOW ?? 12))) console.log('####', f.pol, '\n  ', f.details, '\n' + f.text);
}, 600000);
