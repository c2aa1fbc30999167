// How the matrix page looks, on a screen in light and dark, and on paper.
export const matrixStyle = `
:root { color-scheme: light dark; --back: #f6f7f9; --card: #fff; --text: #1a2230; --soft: #556070; --line: #dde2e9; --hair: #eceff3; --accent: #2457d6;
  --full: #11806a; --some: #a35a00; --some-back: #fbe3bf; --none: #b4bdc9; --hover: #eef3fd; --code: #f1f3f6; --mark: #11806a; }
@media (prefers-color-scheme: dark) { :root { --back: #11151c; --card: #181d26; --text: #e6eaf1; --soft: #9da8b8; --line: #2c3442; --hair: #232a36; --accent: #8fb2ff;
  --full: #3ecfae; --some: #f0b75e; --some-back: #4a3a1c; --none: #4d5869; --hover: #1f2735; --code: #232a36; --mark: #3ecfae; } }
* { box-sizing: border-box; } [hidden] { display: none !important; }
html, body { height: 100%; margin: 0; }
body { display: flex; flex-direction: column; background: var(--back); color: var(--text); font: 14px/1.45 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
header { padding: 14px 20px 10px; display: grid; gap: 10px; }
.title { display: flex; align-items: baseline; gap: 14px; flex-wrap: wrap; }
h1 { font-size: 20px; letter-spacing: -.01em; margin: 0; }
.title p { margin: 0; color: var(--soft); }
.tools { display: flex; flex-wrap: wrap; gap: 10px 16px; align-items: center; }
.tools label { color: var(--soft); display: inline-flex; gap: 6px; align-items: center; }
input[type=search], select, button { font: inherit; color: var(--text); background: var(--card); border: 1px solid var(--line); border-radius: 7px; padding: 5px 9px; }
input[type=search] { width: 170px; } select { max-width: 210px; }
button { cursor: pointer; } button:hover { border-color: var(--accent); }
.buttons { display: flex; gap: 6px; }
fieldset { border: 0; margin: 0; padding: 0; display: flex; align-items: center; gap: 8px; }
legend { float: left; padding: 0; color: var(--soft); }
fieldset label { position: relative; margin-left: -9px; }
fieldset label:first-of-type { margin-left: 0; }
fieldset input { position: absolute; opacity: 0; inset: 0; width: 100%; height: 100%; margin: 0; cursor: pointer; }
fieldset label span { display: block; min-width: 31px; text-align: center; padding: 5px 0; border: 1px solid var(--line); background: var(--card); color: var(--text); }
fieldset label:first-of-type span { border-radius: 7px 0 0 7px; } fieldset label:last-of-type span { border-radius: 0 7px 7px 0; }
fieldset input:checked + span { background: var(--accent); border-color: var(--accent); color: var(--card); font-weight: 600; }
fieldset input:focus-visible + span { outline: 2px solid var(--accent); outline-offset: 2px; }
.name { color: var(--soft); min-width: 8em; }
.legend { display: flex; flex-wrap: wrap; gap: 4px 18px; color: var(--soft); font-size: 12.5px; align-items: center; }
.legend span { display: inline-flex; gap: 6px; align-items: center; }
main { flex: 1; min-height: 0; display: flex; border-top: 1px solid var(--line); background: var(--card); }
#view { flex: 1; min-width: 0; position: relative; }
.grid { position: absolute; inset: 0; overflow: auto; contain: strict; }
.sizer { position: relative; }
.head { position: sticky; top: 0; z-index: 3; height: 54px; background: var(--back); border-bottom: 1px solid var(--line); }
.head > div { position: absolute; top: 0; height: 53px; padding: 8px 10px; font-weight: 600; font-size: 12.5px; line-height: 1.3; overflow: hidden; overflow-wrap: break-word; border-right: 1px solid var(--hair); }
.head > .corner { position: sticky; left: 0; width: 320px; z-index: 1; background: var(--back); border-right: 1px solid var(--line); display: flex; align-items: end; color: var(--soft); }
.row { position: absolute; left: 0; right: 0; height: 32px; border-bottom: 1px solid var(--hair); }
.row:hover, .row:hover .rh { background: var(--hover); }
.rh { position: sticky; left: 0; z-index: 2; width: 320px; height: 31px; background: var(--card); border-right: 1px solid var(--line); display: flex; align-items: center; white-space: nowrap; overflow: hidden; cursor: default; padding-right: 8px; }
.rh b { flex: none; width: 20px; text-align: center; font-weight: 400; color: var(--soft); }
.rh.has { cursor: pointer; }
.rh span { overflow: hidden; text-overflow: ellipsis; } .rh .before { flex: 0 100 auto; min-width: 0; color: var(--soft); } .rh .before:not(:empty) + span { flex: none; }
.rh.abstract span { font-style: italic; }
.rh.aside span { color: var(--soft); }
.cell { position: absolute; top: 0; height: 31px; display: flex; align-items: center; gap: 3px; padding: 0 10px; cursor: pointer; border-right: 1px solid var(--hair); font-size: 12.5px; color: var(--soft); }
.cell.f { color: var(--full); } .cell.c { color: var(--some); }
.cell:hover { box-shadow: inset 0 0 0 1px var(--accent); }
.cell.open { box-shadow: inset 0 0 0 2px var(--accent); }
.grid :focus { outline: none; }
.grid :focus-visible { outline: 2px solid var(--accent); outline-offset: -2px; }
i { display: inline-block; flex: none; width: 9px; height: 13px; border-radius: 2px; }
i.f { background: var(--full); }
i.c { background: linear-gradient(to top, var(--some) 50%, var(--some-back) 50%); box-shadow: inset 0 0 0 1px var(--some); }
i.n { height: 3px; border-radius: 1px; background: var(--none); }
i.u { width: 0; }
.cell i.big { width: 12px; margin-right: 4px; }
aside { width: 460px; max-width: 46vw; overflow: auto; border-left: 1px solid var(--line); padding: 16px 18px 30px; background: var(--card); }
aside header { padding: 0; display: flex; justify-content: space-between; gap: 10px; align-items: start; }
aside h2 { margin: 0; font-size: 16px; overflow-wrap: anywhere; } aside h3 { margin: 18px 0 4px; font-size: 12px; text-transform: uppercase; letter-spacing: .06em; color: var(--soft); }
aside p { margin: 4px 0; color: var(--soft); }
details { border-bottom: 1px solid var(--hair); }
summary { cursor: pointer; padding: 7px 4px; display: grid; grid-template-columns: 14px 1fr auto; min-height: 34px; gap: 8px; align-items: center; list-style: none; border-radius: 6px; }
summary::-webkit-details-marker { display: none; }
summary:hover { background: var(--hover); } summary:focus-visible, a:focus-visible, button:focus-visible, input:focus-visible, select:focus-visible, aside:focus-visible { outline: 2px solid var(--accent); outline-offset: 1px; }
summary .word { color: var(--soft); } summary .word.f { color: var(--full); } summary .word.c { color: var(--some); }
code { font: 12.5px/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; background: var(--code); border-radius: 5px; padding: 1px 5px; overflow-wrap: anywhere; }
.when { grid-column: 2 / -1; }
ul.walk { list-style: none; margin: 0 0 8px; padding: 0 0 0 16px; font-size: 13px; }
ul.walk ul { list-style: none; margin: 0; padding-left: 14px; border-left: 1px solid var(--line); }
ul.walk li { padding: 3px 0; color: var(--soft); }
ul.walk li > .text::before { content: "\\00b7"; display: inline-block; width: 14px; color: var(--none); }
ul.walk li.decides { color: var(--text); } ul.walk li.decides > .text::before { content: "\\2192"; color: var(--mark); font-weight: 700; }
a { color: var(--accent); text-decoration-thickness: 1px; text-underline-offset: 2px; white-space: nowrap; font-size: 12px; }
.empty { padding: 40px; color: var(--soft); }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
#print { display: none; }
@media (max-width: 900px) { main { flex-direction: column; } aside { width: auto; max-width: none; border-left: 0; border-top: 1px solid var(--line); max-height: 50vh; } .head > .corner, .rh { width: 190px; } }
@media (forced-colors: active) { i, .cell { forced-color-adjust: none; } }
@media print { @page { size: landscape; margin: 12mm; } html, body { height: auto; } body { display: block; background: #fff; color: #000; } .tools, main, noscript { display: none; } header { padding: 0 0 8px; }
  #print { display: block; } #print table { border-collapse: collapse; font-size: 9px; } #print th, #print td { border: 1px solid #bbb; padding: 2px 5px; text-align: left; white-space: nowrap; } #print thead { display: table-header-group; } #print tr { break-inside: avoid; } }
`;
