/** Plugins declare registers of their own where they are loaded; a step finds there what one before it has left. */

import { afterAll, expect, it } from 'vitest';
import { PluginFiles } from '../core/run/testing/plugin-files.js';
import { cowlab, refusal } from './testing/cowlab.js';

const files = new PluginFiles();
afterAll(() => files.remove());

/** Remembers the page that it has allocated, and breaches where it finds another one when the copy is installed. */
function remembering(id: string): string {
  return files.write(
    `${id}.ts`,
    `import { definePolicy, insert, next, register, registers, step, type Machine } from 'cowlab';
     const mine = registers('${id}', ['page', 'found']);
     const copied = register('copy-page', 'new');
     const remember = step('remember', [next], (m: Machine, a: number) => {
       m.set(a, mine.page, m.get(a, copied));
       return next;
     });
     const recall = step('recall', [next], (m: Machine, a: number) => {
       m.set(a, mine.found, 1);
       if (m.get(a, mine.page) !== m.get(a, copied)) m.breach({ kind: 'crash', what: 'said', facts: { sentence: 'forgotten' } });
       return next;
     });
     export default definePolicy('${id}', {
       title: '', extends: 'anon-exclusive-6.15', steps: { 'copy-page': [remember, recall] },
       orders: { 'copy-page': [insert('remember').after('allocate-copy'), insert('recall').after('install-copy')] },
     });`,
  );
}

it('registers of two plugins keep what was written to them, in every interleaving', () => {
  const plugins = ['one', 'two'].flatMap((id) => ['--plugin', remembering(id)]);
  const { code, out } = cowlab('check', 'write-faults-of-two-threads', 'stores-beside-fork', ...plugins, '--policy', 'one,two');
  expect(code).toBe(0);
  expect(out.match(/✓ holds/gu)).toHaveLength(4);
  expect(cowlab('list', 'steps', ...plugins).out).toMatch(/^one \(no list: what several share\)\n +registers +page, found$/mu);
});

it('registers of a plugin make no larger states of a policy that brings no steps, of another plugin or its own', () => {
  const field = (id: string): string =>
    `export default definePolicy('${id}', { title: '', extends: 'mapcount', fields: [{ entity: 'mm', name: 'spare', bits: 8 }] });`;
  const bare = files.write('bare.ts', `import { definePolicy } from 'cowlab';\n${field('bare')}`);
  const roomy = files.write(
    'roomy.ts',
    `import { definePolicy, registers } from 'cowlab';
     registers('roomy', ['page', 'frame', 'found']);
     registers('roomy', ['kept'], ['new-anon-rmap']);
     ${field('roomy')}`,
  );
  const sizesOf = (plugins: readonly string[], ...policies: readonly string[]): string[] => {
    const loaded = plugins.flatMap((plugin) => ['--plugin', plugin]);
    const { out } = cowlab('check', 'rw-pin-races-fork', '--policy', policies.join(), '--json', ...loaded);
    return out.match(/"stateBytes": \d+/gu) ?? [];
  };
  const [alone] = sizesOf([bare], 'bare');
  expect(alone).toBeDefined();
  expect(sizesOf([bare, roomy], 'bare', 'roomy')).toEqual([alone, alone]);
});

it('registers that a plugin declares behind a policy that it has compiled itself are refused', () => {
  const plugin = files.write(
    'late.ts',
    `import { compilePolicy, definePolicy, operations, PolicyRegistry, registers } from 'cowlab';
     import { builtinPolicies } from '${new URL('../dist/policies/index.js', import.meta.url).href}';
     compilePolicy(new PolicyRegistry(operations, builtinPolicies), 'mapcount');
     registers('late', ['page']);
     export default definePolicy('late', { title: '', extends: 'mapcount', fields: [] });`,
  );
  expect(refusal('check', 'basic-cow', '--plugin', plugin)).toContain(
    'COW080: Registers are declared when a policy has been compiled already: `late.page`.',
  );
});
