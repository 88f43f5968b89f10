/** A table for a file: what was found, and under which policies. */

export interface Finding {
  /** Of the line. */
  readonly name: string;
  readonly found: string;
  readonly policy: string;
}

/** One line for each name, in the order of the findings: JSON that people can review. */
export function foundByPolicy(findings: readonly Finding[]): string {
  const lines = new Map<string, Map<string, string[]>>();
  for (const { name, found, policy } of findings) {
    const line = lines.get(name) ?? new Map<string, string[]>();
    lines.set(name, line.set(found, [...(line.get(found) ?? []), policy]));
  }
  const texts = [...lines].map(([name, line]) => {
    const entries = [...line].map(([found, ids]): [string, string] => [found, ids.join(' ')]);
    return `  ${JSON.stringify(name)}: ${JSON.stringify(Object.fromEntries(entries))}`;
  });
  return `{\n${texts.join(',\n')}\n}\n`;
}
