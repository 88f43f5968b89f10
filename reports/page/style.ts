/** The style sheet of the page: light and dark, wide and narrow, screen and paper. */

export const styleSheet = `
:root {
  color-scheme: light dark;
  --paper: #fbfbfa; --card: #ffffff; --ink: #1d2229; --soft: #5a6371; --line: #d9dde3; --faint: #eef0f3;
  --link: #0b5cad;
  --bad: #b3261e; --bad-paper: #fbe9e7; --warn: #8a5200; --warn-paper: #f6dca8; --calm: #23704f; --cool:
  #2b5f9e; --odd: #7a3e8e;
  --mono: ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --paper: #14171b; --card: #1b1f25; --ink: #e4e7eb; --soft: #a0a9b6; --line: #363d47; --faint: #242a32;
    --link: #7db7f0;
    --bad: #ff8a7d; --bad-paper: #46211e; --warn: #f2b65c; --warn-paper: #5a431a; --calm: #6cc39b; --cool:
    #8ab6ea; --odd: #d09be0;
  }
}
* { box-sizing: border-box; }
html { scroll-behavior: smooth; scroll-padding-top: 3rem; -webkit-text-size-adjust: 100%; }
body {
  margin: 0; background: var(--paper); color: var(--ink);
  font: 16px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "DejaVu Sans", sans-serif;
}
body > * { max-width: 74rem; margin-inline: auto; padding-inline: 1.25rem; }
header { padding-top: 2.25rem; }
h1 { font-size: 1.85rem; line-height: 1.2; margin: 0 0 .4rem; letter-spacing: -.01em; }
h2 { font-size: 1.35rem; margin: 0 0 .6rem; }
h3 { font-size: 1.05rem; margin: 1.6rem 0 .4rem; }
h4 { font-size: 1rem; margin: 0 0 .4rem; font-weight: 600; }
p { margin: .4rem 0 .8rem; max-width: 48rem; }
a { color: var(--link); text-underline-offset: .15em; text-decoration-thickness: 1px; }
a:focus-visible, .scroll:focus-visible, summary:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
code { font-family: var(--mono); font-size: .875em; overflow-wrap: anywhere; }
section { padding-block: 1.8rem; border-top: 1px solid var(--line); }
.lead { font-size: 1.1rem; margin: 0 0 .8rem; }
header > p, header > ul { max-width: 56rem; }
.worse { margin: .3rem 0; padding-left: 1.3rem; }
.glossary { margin: 1.1rem 0 .4rem; border-block: 1px solid var(--line); padding: .5rem 0; }
.glossary summary { color: var(--soft); }
.glossary dl {
  display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 21rem), 1fr)); gap: .3rem 2rem; margin: .5rem 0;
  font-size: .875rem; line-height: 1.4;
}
.glossary dt, .glossary dd { display: inline; margin: 0; }
.glossary dt { font-weight: 600; }
.glossary dd { color: var(--soft); }
.fine { color: var(--soft); font-size: .875rem; }
.notice {
  border-left: 4px solid var(--bad); background: var(--bad-paper); padding: .5rem .9rem; margin: .8rem 0;
  border-radius: 0 6px 6px 0;
}
.notice p, .notice ul { margin: .2rem 0; }
.failed { color: var(--bad); }
.spoken { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
nav ul { list-style: none; display: flex; flex-wrap: wrap; gap: .2rem 1.3rem; padding: 0; margin: 1.2rem 0; }
footer { border-top: 1px solid var(--line); color: var(--soft); font-size: .875rem; padding-block: 1rem 2.5rem; }

.scroll { overflow-x: auto; max-width: 100%; }
table { border-collapse: separate; border-spacing: 0; font-size: .9rem; }
caption { text-align: left; color: var(--soft); padding: .3rem 0 .5rem; }
th, td { padding: .34rem .7rem; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
thead th { font-weight: 600; vertical-align: bottom; border-bottom: 2px solid var(--line); }
tbody th { font-weight: 400; }
.counts th:first-child, .matrix th:first-child { position: sticky; left: 0; background: var(--paper); z-index: 1; }
.counts td, .counts thead th:not(:first-child) { text-align: right; font-variant-numeric: tabular-nums; }
.counts thead th:not(:first-child) { max-width: 8.5rem; }
.counts tbody th { max-width: 26rem; min-width: 9rem; }
.matrix tr.group th { position: static; color: var(--soft); font-style: italic; padding-top: 1rem; }
.matrix tr.group th span { position: sticky; left: .7rem; }
.counts { margin-bottom: .8rem; }
.counts tr.group th { position: static; color: var(--soft); font-style: italic; padding-top: .9rem; }
.differing th, .differing td { font-weight: 600; }
.differs { color: var(--warn); font-weight: 700; }

.matrix { max-height: 88vh; overflow: auto; margin-block: 1rem; }
.matrix table { min-width: 100%; }
.matrix thead th {
  position: sticky; top: 0; background: var(--paper); z-index: 2; line-height: 1.25; font-size: .8rem; white-space: nowrap;
}
.matrix thead th:not(:first-child) { height: 10.5rem; padding-bottom: .5rem; }
.matrix thead th a { writing-mode: vertical-rl; transform: rotate(180deg); }
.matrix thead th:first-child { z-index: 3; text-align: left; }
.matrix td, .matrix thead th:not(:first-child) { padding-inline: .18rem; }
.matrix td { text-align: center; vertical-align: middle; white-space: nowrap; position: relative; }
.matrix tbody tr:hover th, .matrix tbody tr:hover td { background: var(--faint); }
.matrix th[scope=row] { width: 60%; min-width: 16rem; }
.name { font-family: var(--mono); font-size: .875rem; overflow-wrap: anywhere; }
.title { color: var(--soft); font-size: .82rem; }
.matrix .title { display: block; line-height: 1.35; }
h3 .title { font-weight: 400; margin-left: .4rem; font-size: .95rem; }
td a { text-decoration: none; }

.legend {
  list-style: none; padding: 0; margin: .8rem 0; display: grid; grid-template-columns: repeat(auto-fill,
  minmax(20rem, 1fr)); gap: .35rem 1.5rem; font-size: .875rem; color: var(--soft);
}
.legend li { padding-left: 2.3rem; position: relative; min-height: 1.75rem; }
.legend .mark, .legend .flag { position: absolute; left: 0; top: -.05rem; }
.legend strong { color: var(--ink); font-weight: 600; }
.mark {
  display: inline-flex; align-items: center; justify-content: center; width: 1.65rem; height: 1.65rem; font:
  700 .82rem/1 var(--mono); border: 2px solid; -webkit-print-color-adjust: exact; print-color-adjust: exact;
}
.mark.holds {
  color: var(--calm); border: 1px solid; border-color: color-mix(in srgb, currentColor 45%, transparent);
  border-radius: 50%; font-weight: 500;
}
.mark.violates { color: var(--card); background: var(--bad); border-color: var(--bad); border-radius: 3px; }
.mark.hazard {
  color: var(--warn); border-color: var(--warn); border-radius: 3px; background:
  repeating-linear-gradient(135deg, var(--warn-paper) 0 3px, transparent 3px 6px);
}
.mark.refused { color: var(--cool); border-style: double; border-width: 4px; border-radius: 3px; }
.mark.bounded { color: var(--odd); border-style: dashed; border-radius: 50%; }
.mark.not-applicable { color: var(--soft); border: 1px dotted; border-radius: 3px; font-weight: 500; }
.mark.broken { color: var(--paper); background: var(--odd); border-color: var(--odd); border-radius: 3px; }
.mark.absent { border: 0; }
.flag {
  display: inline-flex; align-items: center; justify-content: center; width: 1.2rem; height: 1.2rem;
  border-radius: 50%; background: var(--ink); color: var(--paper); font: 700 .8rem/1 var(--mono);
  -webkit-print-color-adjust: exact; print-color-adjust: exact;
}
.matrix .flag { position: absolute; margin: -.35rem 0 0 -.3rem; width: 1.05rem; height: 1.05rem; font-size: .72rem; }
.quiet > summary { cursor: pointer; color: var(--link); padding: .3rem 0; }

.card {
  display: grid; grid-template-columns: 14rem minmax(0, 1fr); gap: 0 1.2rem; border-top: 1px solid var(--line);
  padding: .55rem 0;
}
.card h3 { margin: 0; font-family: var(--mono); font-size: .95rem; overflow-wrap: anywhere; }
.card h3 small { display: block; font: 400 .82rem/1.5 system-ui, sans-serif; color: var(--soft); }
.card p { margin: 0 0 .2rem; max-width: none; overflow-wrap: anywhere; }
.card:target { background: var(--faint); }
.card summary { color: var(--soft); }
.kinds { margin: .6rem 0 0; font-size: .875rem; }
.kinds dt { font-weight: 600; }
.kinds dd { margin: 0 0 .4rem; overflow-wrap: anywhere; }

.chart { margin: 1.2rem 0 2rem; }
.chart h3 { margin-top: 0; }
.drawing { background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: .9rem; }
.drawing.narrow { display: none; padding: .3rem; }
.drawing.narrow svg { max-width: 100%; }
.drawing svg { display: block; height: auto; }
.drawing.wide svg { max-width: none; }
.drawing svg > rect:first-child { fill: none; }
.drawing svg text { fill: var(--ink); }
.drawing .role-axis-grid line { stroke: var(--line); }
.cost-and-correctness .mark-rect path[stroke="transparent"] { stroke: var(--card); }
.downloads { margin-top: -.3rem; }
.folded > summary, .names > summary, .prices > summary { cursor: pointer; color: var(--link); padding: .3rem 0; }
.workload { margin: 0 0 2.2rem; }
.workload small { display: block; color: var(--soft); font-size: .78rem; white-space: nowrap; }
.workload .wordy small, .workload thead small { white-space: normal; }
.counts td.wordy, .counts thead th.wordy { text-align: left; min-width: 20rem; }
.counts td.interval { white-space: nowrap; }
.workload tbody th { min-width: 11rem; max-width: 16rem; }
.counts tr.baseline th, .counts tr.baseline td { background: var(--faint); }
.break-evens { margin: .2rem 0; padding-left: 1.2rem; font-size: .9rem; max-width: 60rem; }

.recording { margin-bottom: 1.6rem; }
.scenario { border-top: 1px solid var(--faint); padding: .3rem 0; }
.scenario h3 { margin: 0; font-weight: 400; }
.scenario h3 .mark { width: 1.15rem; height: 1.15rem; font-size: .62rem; border-width: 1px; vertical-align: .1rem; }
.scenario:target h3, .scenario:has(:target) h3 { font-weight: 600; }
.found { padding: .3rem 0 1rem; }
.found > p { margin: .2rem 0; }
.found[hidden] { padding: 0; }
/* What is chosen unfolds, with every browser that knows :has; the others show all. */
.scenario:target > .found, .scenario:has(:target) > .found, #unfolded:target .found {
  display: block; content-visibility: visible; padding: .3rem 0 1rem;
}
@supports not selector(:has(*)) { .found[hidden] { display: block; content-visibility: visible; } }
.explanation { border-left: 3px solid var(--line); padding: .5rem 0 .3rem 1rem; margin: .8rem 0; }
.explanation:has(:target) { border-left-color: var(--link); background: var(--faint); }
.explanation :target { outline: 2px solid var(--link); outline-offset: 3px; border-radius: 2px; }
.explanation ul, .explanation p { margin: .2rem 0 .4rem; }
.explanation ul { padding-left: 1.2rem; }
.explanation .effort { list-style: none; padding: 0; }
.explanation h4 a { font-weight: 400; }
.explanation .mark { margin-right: .3rem; }
summary { cursor: pointer; font-size: .9rem; }
.facts { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: .3rem 1.2rem; }
.facts dt { color: var(--soft); }
.facts dd { margin: 0; overflow-wrap: anywhere; }

@media (max-width: 40rem) {
  body { font-size: 15px; }
  body > * { padding-inline: .9rem; }
  header { padding-top: 1.4rem; }
  h1 { font-size: 1.5rem; }
  .legend { grid-template-columns: 1fr; }
  .card { grid-template-columns: 1fr; }
  .drawing.wide { display: none; }
  .drawing.narrow { display: block; }
  .glossary dd { line-height: 1.35; }
  th, td { padding: .3rem .45rem; }
  .matrix th[scope=row] { min-width: 9rem; max-width: 9rem; }
  .matrix thead th:not(:first-child) { height: 9.5rem; font-size: .74rem; }
  .matrix .title { display: none; }
  .matrix .name { font-size: .78rem; }
  .counts tbody th { max-width: 9rem; min-width: 7rem; overflow-wrap: anywhere; }
  .counts td.wordy, .counts thead th.wordy { min-width: 14rem; }
  .workload tbody th { min-width: 8rem; max-width: 9rem; }
  h3 .title { display: block; margin: .1rem 0 0; }
  .scenario h3 .title { display: inline; font-size: .88rem; }
  .recording tbody th { max-width: 14rem; }
}
@media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto; } }
@media print {
  :root { --paper: #fff; --card: #fff; }
  body { font-size: 10pt; }
  body > * { max-width: none; padding-inline: 0; }
  nav { display: none; }
  .scroll, .matrix { overflow: visible; max-height: none; }
  .matrix thead th, .matrix th:first-child, .counts th:first-child { position: static; }
  .matrix thead th { font-size: 7pt; }
  .found[hidden] { display: block; content-visibility: visible; }
  .drawing.narrow { display: none; }
  .drawing.wide { display: block; }
  .matrix th[scope=row] { min-width: 8rem; }
  th, td { padding: .15rem .25rem; font-size: 8pt; }
  .drawing svg { max-width: 100%; }
  tr, .card, .explanation, figure { break-inside: avoid; }
  /* Steps are told in files of their own, and would fill most of the paper. */
  details:not(.explanation details)::details-content { content-visibility: visible; display: block; }
  .explanation details { display: none; }
}
`;
