import * as z from 'zod';
import { describe, expect, it } from 'vitest';
import { isSupported } from '../../../core/scenario/operations/index.js';
import { formatOperations } from '../../../core/scenario/schema-operations.js';
import { scenarioJsonSchema } from '../../../core/scenario/json-schema.js';

/** The published schema, read back by a reader of JSON Schema. */
const published = z.fromJSONSchema(scenarioJsonSchema() as z.core.JSONSchema.JSONSchema);

function withStep(operation: unknown): unknown {
  return { name: 'x', memory: { buf: { pages: 1 } }, steps: [{ P: operation }] };
}

describe('the published JSON Schema', () => {
  it('is current (`npx vitest run test/model/scenario/schema.test.ts -u` renews it)', async () => {
    const text = `${JSON.stringify(scenarioJsonSchema(), null, 2)}\n`;
    await expect(text).toMatchFileSnapshot('../../../workloads/scenario.schema.json');
  });

  it('accepts operations, also those the machine has not built', () => {
    expect(published.safeParse(withStep({ write: 'buf[0].lo', value: 3 })).success).toBe(true);
    expect(published.safeParse(withStep({ pin: 'buf', as: 'h', write: true, path: 'fast', times: 2 })).success).toBe(true);
    expect(published.safeParse(withStep({ 'swap-out': 'P:buf' })).success).toBe(true);
  });

  it.each([
    ['an unknown operation', { wirte: 'buf', value: 1 }],
    ['an unknown key', { write: 'buf', value: 1, vale: 2 }],
    ['a value of 0', { write: 'buf', value: 0 }],
    ['a place that is none', { munmap: 'buf[' }],
    ['two operations', { write: 'buf', read: 'buf', value: 1 }],
    ['a reference without a name', { get: 'buf' }],
  ])('refuses %s', (_, operation) => {
    expect(published.safeParse(withStep(operation)).success).toBe(false);
  });

  it('explains every key of every operation to editors', () => {
    const text = JSON.stringify(scenarioJsonSchema());
    for (const operation of formatOperations) expect(text).toContain(`"${operation}":`);
    expect(text.match(/"description"/gu)?.length).toBeGreaterThan(formatOperations.length);
  });
});

describe('the operations of the format', () => {
  it('are all built, except the 25 that belong to mechanisms the machine lacks', () => {
    expect(formatOperations.filter(isSupported)).toHaveLength(23);
    expect(formatOperations).toHaveLength(48);
  });
});
