/** The report's only style: readable by day, by night, on paper and on a phone. */
export const STYLE = `
:root { color-scheme: light dark; --line: #8885; --yes: #00703c; --no: #b3261e; }
@media (prefers-color-scheme: dark) { :root { --yes: #6fd49a; --no: #ff9a90; } }
body { margin: 0; font: 16px/1.5 system-ui, sans-serif; background: Canvas; color: CanvasText; }
main { max-width: 72rem; margin: 0 auto; padding: 1rem; }
h1 { line-height: 1.2; } h2 { margin-top: 3rem; border-bottom: 1px solid var(--line); } h3 { margin-bottom: 0; line-height: 1.3; }
p { max-width: 50rem; } .lead { font-size: 1.1rem; }
.pairs { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 30rem), 1fr)); gap: 1rem 3rem; }
figure { margin: 1rem 0; } figcaption { font-size: .9rem; opacity: .8; }
svg { width: 100%; max-width: 36rem; height: auto; display: block; }
.scroll { overflow-x: auto; } table { border-collapse: collapse; font-size: .85rem; width: 100%; font-variant-numeric: tabular-nums; }
th, td { text-align: right; padding: .25rem .5rem; border-bottom: 1px solid var(--line); vertical-align: bottom; }
td:not(:first-child) { white-space: nowrap; }
th:first-child, td:first-child { text-align: left; min-width: 10rem; position: sticky; left: 0; background: Canvas; }
summary { cursor: pointer; font-weight: 600; margin: .75rem 0; }
.yes, .no { font-size: .8rem; border: 1px solid; border-radius: 1rem; padding: 0 .5rem; white-space: nowrap; font-weight: 600; }
.yes { color: var(--yes); } .no { color: var(--no); }
article { margin-top: 1rem; min-width: 0; } article ul { font-size: .9rem; padding-left: 1.2rem; margin: 0; }
@media (max-width: 34rem) { th:first-child, td:first-child { min-width: 8rem; } th, td { padding: .25rem; } }
`;
