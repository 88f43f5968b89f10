import 'reflect-metadata';
import { readdirSync, readFileSync } from 'node:fs';
import { it } from 'vitest';
import { loadProgram } from '/work/main/core/program/load.js';
import { builtinPolicies } from '/work/main/policies/index.js';
import { PolicyRegistry, compilePolicy } from '/work/main/core/index.js';
import { checkProgram } from '/work/main/core/explore/check.js';
it('x', () => {
  const registry = new PolicyRegistry(builtinPolicies);
  const dir = '/work/main/workloads/scenarios/';
  let bad = 0, n = 0;
  const t0 = performance.now();
  for (const f of readdirSync(dir)) {
    if (!f.endsWith('.scenario.yaml')) continue;
    if (process.env.ONLY && !f.includes(process.env.ONLY)) continue;
    const program = loadProgram(readFileSync(dir + f, 'utf8'), f);
    for (const p of registry.standalone()) {
      if (process.env.POL && p.id !== process.env.POL) continue;
      const t = performance.now();
      let c; try { c = checkProgram(program, compilePolicy(registry, p.id)); } catch (e) { console.log(f, p.id, 'THREW', (e as Error).stack?.split('\n').slice(0,4).join(' | ')); bad++; continue; }
      const ms = performance.now() - t;
      n++;
      const want = program.expect[p.id];
      if (process.env.ALL || (want !== undefined && want !== c.verdict) || (want===undefined && c.verdict==='violates' && process.env.UNEXP) || ms > 2000) { bad++; console.log(program.name, p.id, c.verdict, 'want', want, c.states, c.transitions, Math.round(ms)+'ms', c.breaches.slice(0,3).map(b=>b.kind+': '+b.detail).join(' ; ')); }
      const ev = program.expectEvents[p.id];
      for (const [k,v] of Object.entries(ev ?? {})) if ((c.events as any)[k] !== v) { bad++; console.log(program.name, p.id, 'EVENT', k, (c.events as any)[k], 'want', v); }
    }
  }
  console.log('checked', n, 'bad', bad, Math.round(performance.now()-t0)+'ms');
}, 600000);
