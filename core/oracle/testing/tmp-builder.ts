/* eslint-disable */
import { parse } from 'yaml';
import type { Program, Operation, Area, File, Place } from '../../program/program.js';
import { allAllowances } from '../../program/allowances.js';
export function program(text: string): Program {
  const y: any = parse(text);
  const areas: Area[] = []; const files: File[] = []; let page = 0; let tok = 1_000_000;
  for (const [name, f] of Object.entries<any>(y.files ?? {})) files.push({ name, pages: f.pages, initial: Array.from({ length: f.pages }, () => tok++) });
  for (const [name, a] of Object.entries<any>(y.memory ?? {})) {
    areas.push({ name, firstPage: page, pages: a.pages, backing: a.backing ?? 'anon', file: a.file ? files.findIndex((f) => f.name === a.file) : -1,
      shared: a.shared ?? false, prot: a.prot ?? 'rw', touched: a.touched ?? false, initial: Array.from({ length: a.pages }, () => (a.touched ? tok++ : 0)) });
    page += a.pages;
  }
  const procs: any[] = [{ name: 'P', parent: -1 }]; const actors: any[] = []; const handles: any[] = []; const observations: any[] = [];
  const obsIndex = new Map<string, number>();
  const proc = (n: string) => procs.findIndex((p) => p.name === n);
  const all: any[] = [...(y.steps ?? []), ...Object.entries<any>(y.race ?? {}).flatMap(([k, l]) => l.map((o: any) => ({ [k]: o }))), ...(y.after ?? [])];
  for (const s of all) for (const [a, o] of Object.entries<any>(s)) if (o.fork) procs.push({ name: o.fork, parent: -2, by: a });
  const actor = (n: string) => { let i = actors.findIndex((a) => a.name === n); if (i < 0) { actors.push({ name: n, kind: n === 'dev' ? 'device' : 'process', process: n === 'dev' ? -1 : proc(n.split('.')[0]) }); i = actors.length - 1; } return i; };
  for (const p of procs) if (p.parent === -2) p.parent = actors[actor(p.by)].process;
  const place = (n: string, process: number): Place => {
    const m = /^(\w+)(?:\[(\d+)(?:\.\.(\d+))?\])?(?:\.(lo|hi))?$/.exec(n)!; const a = areas.find((x) => x.name === m[1])!;
    const f = m[2] ? Number(m[2]) : 0; const l = m[3] ? Number(m[3]) : m[2] ? f : a.pages - 1;
    return { process, first: a.firstPage + f, last: a.firstPage + l, half: (m[4] as any) ?? 'both' };
  };
  const href = (n: string) => { const m = /^(\w+)(?:\[(\d+)\])?(?:\.(lo|hi))?$/.exec(n)!; return { handle: handles.findIndex((h) => h.name === m[1]), page: Number(m[2] ?? 0), half: (m[3] as any) ?? 'both' }; };
  let n = 0; let slot = 0;
  const one = (aname: string, o: any): Operation => {
    n++; const a = actor(aname); const process = Math.max(actors[a].process, 0); const op = Object.keys(o)[0]; const v = o[op];
    let action: any; let cols = 1; let isHandle = false;
    switch (op) {
      case 'write': action = { op, place: place(v, process), value: o.value }; break;
      case 'read': { const p = place(v, process); action = { op, place: p, observed: o.as !== undefined }; cols = o.as !== undefined ? p.last - p.first + 1 : 1; break; }
      case 'fork': action = { op, child: proc(v) }; break;
      case 'exit': case 'exec': case 'lru-drain': action = { op }; break;
      case 'mmap': action = { op, area: areas.findIndex((x) => x.name === v), place: place(v, process) }; break;
      case 'munmap': action = { op, place: place(v, process) }; break;
      case 'mprotect': action = { op, place: place(v, process), prot: o.prot }; break;
      case 'madvise': action = { op, place: place(v, process), advice: o.advice }; break;
      case 'mremap': action = { op, place: place(v, process), to: place(o.to, process) }; break;
      case 'get': case 'pin': case 'dio': { const p = place(v, process); const w = op === 'dio' || (o.write ?? false);
        handles.push({ name: o.as, pages: p.last - p.first + 1, firstSlot: slot, process, kind: op, write: w, longterm: o.longterm ?? false }); slot += p.last - p.first + 1;
        action = { op, place: p, handle: handles.length - 1, write: w, longterm: o.longterm ?? false, force: o.force ?? false, path: o.path ?? 'any' }; break; }
      case 'put': case 'unpin': case 'dio-end': action = { op, handle: href(v).handle, dirty: false }; break;
      case 'read-ref': case 'dma-read': action = { op, ...href(v) }; isHandle = true; break;
      case 'dma-write': action = { op, ...href(v), value: o.value }; break;
      case 'file-read': case 'file-write': { const m = /^(\w+)(?:\[(\d+)\])?$/.exec(v)!; action = { op, file: files.findIndex((f) => f.name === m[1]), page: Number(m[2] ?? 0), value: o.value }; break; }
      case 'wait': action = { op, observations: v }; break;
      default: throw new Error(op);
    }
    const taking = ['get', 'pin', 'dio'].includes(op);
    const result = observations.length; const label = o.as && !taking ? o.as : undefined;
    for (let i = 0; i < cols; i++) observations.push({ name: label ? `${aname}.${label}${cols > 1 ? `[${i}]` : ''}` : `${aname}#${n}`, actor: a, handle: isHandle });
    if (label) obsIndex.set(label, result);
    return { actor: a, action, times: o.times ?? 1, result, text: op, where: '' };
  };
  const list = (l: any[]): Operation[] => l.map((s) => { const [[a, o]] = Object.entries<any>(s); return one(a, o); });
  const steps = list(y.steps ?? []);
  const race = Object.entries<any>(y.race ?? {}).map(([k, l]) => ({ actor: actor(k), operations: l.map((o: any) => one(k, o)) as Operation[] }));
  for (const r of race) for (const o of r.operations) if (o.action.op === 'wait') (o.action as any).observations = (o.action.observations as any[]).map((x) => obsIndex.get(x));
  const after = list(y.after ?? []);
  const final: any[] = procs.flatMap((p, i) => areas.flatMap((a) => Array.from({ length: a.pages }, (_, k) => ({ kind: 'page', name: `${p.name}.${a.name}${a.pages > 1 ? `[${k}]` : ''}`, process: i, page: a.firstPage + k }))));
  handles.forEach((h, i) => { for (let k = 0; k < h.pages; k++) final.push({ kind: 'handle', name: h.pages > 1 ? `${h.name}[${k}]` : h.name, handle: i, page: k }); });
  return { name: 'test', title: '', about: '', sources: [], tags: [], origin: 'test', areas, files, processes: procs, actors, handles, observations, steps, race, after, final,
    machine: { dio: undefined, lruBatch: 'none', cpus: 1, tlbFlush: 'ipi' }, memoryModel: 'sc', allow: y.allow ?? allAllowances, documentedHazard: undefined, expect: {}, expectEvents: {} };
}
