import * as fc from 'fast-check';
import { it } from 'vitest';
import { loadProgram } from './program/load.js';
import { arbitraryScenario } from './program/testing/arbitrary-program.js';
import { checkProgram } from './explore/check.js';
import { replay } from './explore/replay.js';
import { policies } from './testing/builtin.js';
it('x', () => {
  const texts = fc.sample(arbitraryScenario({ race: true }), { numRuns: Number(process.env.N ?? 100), seed: Number(process.env.SEED ?? 7) });
  const found: { pol: string; text: string; details: string }[] = [];
  const states: number[] = []; let fail = 0; let unrep = 0; let bounded = 0;
  const t0 = performance.now();
  for (const text of texts) {
    const program = loadProgram(text, 'random');
    for (const p of policies) {
      let c;
      try { c = checkProgram(program, p, { states: 20000 }); } catch (e) { if (fail++ < 3) console.log(p.id, (e as Error).stack?.split('\n').slice(0, 8).join('\n'), text); continue; }
      states.push(c.states);
      if (c.verdict === 'bounded') bounded++;
      if (c.verdict === 'violates') {
        const r = replay(program, p, c.schedule ?? []);
        if (!r.breaches.some((b) => b.kind === c.breaches[0].kind && b.detail === c.breaches[0].detail)) { if (unrep++ < 3) console.log('UNREP', p.id, c.breaches[0], r.breaches, text); }
      }
      const bad = c.breaches.filter((b) => ['invariant', 'lifetime', 'crash', 'progress'].includes(b.kind));
      if (bad.length) found.push({ pol: p.id, text, details: bad.map((b) => b.kind + ' ' + b.detail).join('\n   ') });
    }
  }
  found.sort((a, b) => a.text.length - b.text.length);
  states.sort((a, b) => a - b);
  console.log('failures', fail, 'violations', found.length, 'unrep', unrep, 'bounded', bounded, 'runs', states.length, 'median', states[states.length >> 1], 'p95', states[Math.trunc(states.length * .95)], 'max', states.at(-1), 'ms', performance.now() - t0);
  const per = new Map<string, number>();
  for (const f of found) { const k = f.pol + ' ' + f.details.split(' ').slice(0, 2).join(' '); per.set(k, (per.get(k) ?? 0) + 1); }
  console.log(per);
  for (const f of found.slice(0, Number(process.env.SHOW ?? 10))) console.log('####', f.pol, '\n  ', f.details, '\n' + f.text);
}, 600000);
