/** The data inside a chart's specification, as tables for other programs. */

import { stringify } from 'csv-stringify/sync';
import type { TopLevelSpec } from 'vega-lite';

type Row = Readonly<Record<string, unknown>>;

/** CSV by the name of the data set. */
export function chartTables(specification: TopLevelSpec): ReadonlyMap<string, string> {
  const tables = new Map<string, readonly Row[]>();
  for (const [name, rows] of Object.entries(specification.datasets ?? {})) tables.set(name, rows as readonly Row[]);
  const own = 'data' in specification ? specification.data : undefined;
  if (own && 'values' in own && Array.isArray(own.values)) tables.set(own.name ?? 'data', own.values as readonly Row[]);
  return new Map([...tables].filter(([, rows]) => rows.length > 0).map(([name, rows]) => [name, toCsv(rows)]));
}

function toCsv(rows: readonly Row[]): string {
  const columns = Object.keys(rows[0] ?? {});
  return stringify([columns, ...rows.map((row) => columns.map((column) => toCell(row[column])))]);
}

function toCell(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value ?? '');
}
