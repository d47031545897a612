/** The style of a report. Whatever a colour means, a shape or a word next to it means too. */
export const PAGE_STYLE = `
:root {
  color-scheme: light dark;
  --page: #ffffff; --panel: #f6f7f9; --line: #d5dae1; --strong-line: #858f9c;
  --ink: #15191f; --soft: #4c5662; --accent: #1a5fb4; --on-accent: #ffffff;
  --critical: #a51d2d; --high: #b04500; --medium: #7a5b00; --low: #1a5fb4; --informational: #4c5662;
  --mono: ui-monospace, "SF Mono", "Cascadia Mono", "DejaVu Sans Mono", Menlo, Consolas, monospace;
  --sans: system-ui, -apple-system, "Segoe UI", "Liberation Sans", "DejaVu Sans", sans-serif;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #0f1318; --panel: #171c23; --line: #2c343e; --strong-line: #76818e;
    --ink: #e7ebf0; --soft: #a3aeba; --accent: #82b4f5; --on-accent: #0b1118;
    --critical: #ff8a8f; --high: #ffab70; --medium: #e6c35c; --low: #82b4f5; --informational: #a3aeba;
  }
}
@media (forced-colors: active) {
  :root {
    --page: Canvas; --panel: Canvas; --line: CanvasText; --strong-line: CanvasText; --ink: CanvasText;
    --soft: CanvasText; --accent: CanvasText; --on-accent: Canvas;
    --critical: CanvasText; --high: CanvasText; --medium: CanvasText; --low: CanvasText;
    --informational: CanvasText;
  }
}
* { box-sizing: border-box; }
html { scroll-padding-top: 3.2rem; }
body { margin: 0; background: var(--page); color: var(--ink); font: 14px/1.45 var(--sans); }
a { color: var(--accent); }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.skip { position: absolute; left: -100vw; }
.skip:focus { left: 1rem; top: .4rem; z-index: 3; background: var(--page); padding: .3rem .6rem; }
header, main, footer { max-width: 1240px; margin: 0 auto; padding: 0 1.5rem; }
header { padding-top: 1.5rem; }
h1 { font-size: 1.5rem; line-height: 1.2; margin: 0; letter-spacing: -.01em; }
h2 { font-size: 1.1rem; margin: 0 0 .6rem; }
h3 { font-size: .95rem; margin: 1.2rem 0 .2rem; }
h2 + h3, figcaption h3 { margin-top: 0; }
.detail h3, .query h3 { font-size: .82rem; margin: 0 0 .35rem; color: var(--soft); }
p { margin: 0 0 .5rem; max-width: 72rem; }
.soft { color: var(--soft); }
.mono { font-family: var(--mono); font-size: .86em; overflow-wrap: anywhere; }
nav { position: sticky; top: 0; z-index: 2; background: var(--page); border-bottom: 1px solid var(--line); margin-top: 1rem; }
nav ul { display: flex; flex-wrap: wrap; gap: .2rem 1.4rem; list-style: none; max-width: 1240px; margin: 0 auto; padding: .55rem 1.5rem; }
nav a { color: var(--ink); text-decoration: none; }
nav a:hover { text-decoration: underline; }
section { padding: 1.5rem 0 .5rem; border-bottom: 1px solid var(--line); }
section:last-child { border-bottom: 0; }
.tiles { display: flex; flex-wrap: wrap; margin: 0 0 1rem; border: 1px solid var(--line); border-radius: 6px; overflow: hidden; }
.tiles > div { flex: 1 1 7.5rem; padding: .6rem .9rem; border-right: 1px solid var(--line); margin-right: -1px; display: flex; flex-direction: column-reverse; }
.tiles dt { color: var(--soft); font-size: .82rem; white-space: nowrap; }
.tiles dd { margin: 0; font-size: 1.45rem; line-height: 1.25; font-variant-numeric: tabular-nums; font-weight: 600; }
.notes { border-left: 3px solid var(--high); padding: .3rem .9rem; margin: 0 0 1rem; list-style: none; }
.pairs { display: grid; grid-template-columns: fit-content(11rem) minmax(0, 1fr); gap: .15rem 1rem; margin: 0; }
.pairs dt { color: var(--soft); }
.pairs dd { margin: 0; overflow-wrap: anywhere; }
figure { margin: 0 0 1.4rem; }
.plot { overflow-x: auto; }
.plot svg { display: block; background: transparent; max-width: 100%; height: auto; overflow: visible; font-family: var(--sans); font-size: 11px; color: var(--ink); }
.plot svg text { white-space: pre; }
.plot.wide svg { max-width: none; }
.plot .names, .plot .names text { font-family: var(--mono); }
details > summary { cursor: pointer; color: var(--accent); width: max-content; max-width: 100%; padding: .1rem 0; }
.legend { display: flex; flex-wrap: wrap; gap: .2rem 1.2rem; list-style: none; padding: 0; margin: .2rem 0 .4rem; color: var(--soft); font-size: .88rem; }
.legend svg { vertical-align: -3px; margin-right: .35rem; overflow: visible; }
.scroll { overflow-x: auto; max-width: 100%; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
th, td { text-align: left; padding: .32rem .6rem; border-bottom: 1px solid var(--line); vertical-align: top; }
thead th { font-weight: 600; font-size: .82rem; white-space: nowrap; border-bottom: 1px solid var(--strong-line); background: var(--panel); }
tbody th { font-weight: 400; }
.number { text-align: right; }
.short { white-space: nowrap; }
th, td { overflow-wrap: anywhere; }
thead th { overflow-wrap: normal; }
.who { width: 100%; min-width: 20rem; }
.small .who { width: auto; min-width: 18rem; }
.small .long { min-width: 14rem; }
.small table { width: auto; font-size: .85rem; }
.small th, .small td { padding: .2rem .5rem; }
.severity { white-space: nowrap; font-weight: 600; }
.severity svg { vertical-align: -1px; margin-right: .4rem; }
.s0 { color: var(--informational); font-weight: 400; } .s1 { color: var(--low); } .s2 { color: var(--medium); } .s3 { color: var(--high); } .s4 { color: var(--critical); }
button, select, input { font: inherit; color: inherit; background: var(--page); border: 1px solid var(--strong-line); border-radius: 4px; padding: .25rem .6rem; }
button { cursor: pointer; }
button:hover:not(:disabled) { background: var(--panel); }
button:disabled { cursor: default; color: var(--soft); border-style: dashed; }
thead button { border: 0; background: none; padding: .1rem .1rem; font-weight: 600; font-size: inherit; }
thead button .arrow { display: inline-block; width: 1em; text-align: center; }
.open { border: 0; background: none; padding: 0; color: var(--accent); white-space: nowrap; font-variant-numeric: tabular-nums; }
.open .arrow { display: inline-block; width: 1.1em; }
.tools { display: flex; flex-wrap: wrap; gap: .6rem 1.2rem; align-items: end; margin: 0 0 .7rem; }
.tools label { display: block; color: var(--soft); font-size: .82rem; margin-bottom: .15rem; }
.tools input[type=search] { width: min(30rem, 80vw); }
.pager { display: flex; gap: .6rem; align-items: center; margin: .6rem 0; }
tr.detail > td { background: var(--panel); padding: 1rem 1.2rem 1.2rem; }
tr.members > td { padding: .6rem 0 .6rem 1.6rem; }
.columns { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: 1rem 2.5rem; }
.detail ul, .detail ol { margin: 0 0 .8rem; padding-left: 1.2rem; }
.detail figure { margin: .8rem 0; }
pre { margin: 0; padding: .6rem .8rem; border: 1px solid var(--line); border-radius: 4px; background: var(--page); font: 12px/1.5 var(--mono); overflow-x: auto; white-space: pre; direction: ltr; unicode-bidi: isolate; max-height: 26rem; }
.detail li pre { white-space: pre-wrap; overflow-wrap: anywhere; }
.query { margin: 0 0 .8rem; min-width: 0; }
.query > div { display: flex; justify-content: space-between; align-items: center; gap: 1rem; margin-bottom: .25rem; }
.query h3 { margin: 0; }
.query button { padding: .05rem .5rem; font-size: .85rem; }
.queries { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(28rem, 100%), 1fr)); gap: .4rem 1.5rem; }
footer { color: var(--soft); padding-top: 1rem; padding-bottom: 3rem; font-size: .88rem; }
.ink { fill: var(--ink); } .soft-ink { fill: var(--soft); }
@media (max-width: 760px) { .columns { grid-template-columns: minmax(0, 1fr); } }
@media (forced-colors: active) {
  .plot svg { forced-color-adjust: auto; }
  .cells rect { fill: Canvas; fill-opacity: 1; stroke: CanvasText; stroke-width: 1; }
  .cells text, .counts text { fill: CanvasText; }
  :focus-visible { outline-color: Highlight; }
}
@media print {
  :root {
    --page: #fff; --panel: #fff; --line: #bbb; --strong-line: #666; --ink: #000; --soft: #333; --accent: #124a8f;
    --on-accent: #fff; --critical: #8a1522; --high: #8a3600; --medium: #5e4600; --low: #124a8f; --informational: #333;
  }
  @page { margin: 14mm; }
  body { font-size: 10px; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  header, main, footer { max-width: none; padding-left: 0; padding-right: 0; }
  nav, .tools, .pager button, .skip, .query button, details:not([open]) { display: none; }
  .plot.wide svg { max-width: 100%; }
  figure, tr, .query, .tiles { break-inside: avoid; }
  tr.detail, tr.members { break-inside: auto; }
  h2, h3 { break-after: avoid; }
  thead { display: table-header-group; }
  pre { white-space: pre-wrap; overflow-wrap: anywhere; max-height: none; }
  .scroll, .plot { overflow: visible; }
}
`;
