/** Names of scenarios, policies and workloads as file names and as anchors of the page. */

/**
 * One to one: letters, digits, `.`, `+`, `-` stay, everything else becomes `~HEX~`. A name from a plugin
 * can therefore neither leave the report folder nor meet the file of another name.
 */
export function safeName(name: string): string {
  const hex = (character: string): string => (character.codePointAt(0) ?? 0).toString(16);
  return Array.from(name, (c) => (/[A-Za-z0-9.+-]/u.test(c) ? c : `~${hex(c)}~`)).join('');
}

/** Of the article about a scenario. */
export function scenarioAnchor(scenario: string): string {
  return `scenario-${safeName(scenario)}`;
}

/** Of the section that explains why a scenario is violated under a policy. */
export function breachAnchor(scenario: string, policy: string): string {
  return `breach-${safeName(scenario)}_${safeName(policy)}`;
}

/** Of the row that tells about a policy. */
export function policyAnchor(policy: string): string {
  return `policy-${safeName(policy)}`;
}

/** Inside the report folder. The `_`-free parts make the pair readable, as `SCENARIO.POLICY.txt`. */
export function traceFileName(scenario: string, policy: string): string {
  return `traces/${safeName(scenario)}.${safeName(policy)}.txt`;
}
