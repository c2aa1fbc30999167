// The chart: nanoseconds a decision on a logarithmic scale, shortest first, as SVG.
import type { Result } from "../measure/decisions.ts";
import type { WorkloadName } from "../workloads/index.ts";
import { nanoseconds, times } from "./format.ts";
import type { Machine } from "./machine.ts";

const WIDTH = 760;
const LEFT = 190;
const RIGHT = 120;
const BAR = 15;
const ROW = 20;
const workloads: readonly (readonly [WorkloadName, string])[] = [
  ["W1", "W1: 3 roles, 5 types, 4 actions"],
  ["W2", "W2: 200 classes 6 deep, 20 roles, 600 grants, 10 actions"],
  ["W3", "W3: conditions on attributes"],
];
const shown: ReadonlySet<string> = new Set(["aclc-ids", "aclc-strings", "permix", "casl", "easy-rbac", "accesscontrol", "casbin", "cedar"]);
const colours = { aclc: "#0b6e4f", peer: "#8a94a6", baseline: "#c3c9d4" } as const;

interface Bar {
  readonly label: string;
  readonly nanoseconds: number;
  readonly ratio: number;
  readonly kind: Result["kind"];
}

export function chart(results: readonly Result[], { node, processor, cores }: Machine): string {
  const parts: string[] = [];
  let y = 80;
  const panels = workloads
    .map(([workload, title]) => ({ title, bars: barsOf(results.filter((result) => result.workload === workload)) }))
    .filter(({ bars }) => bars.length > 0);
  const [low, high] = rangeOf(panels.flatMap(({ bars }) => bars.map((bar) => bar.nanoseconds)));
  const x = (value: number): number => LEFT + ((Math.log10(value) - low) / (high - low)) * (WIDTH - LEFT - RIGHT);
  for (const { title, bars } of panels) {
    const top = y + 12;
    parts.push(text(16, y, title, 'font-weight="600"'));
    for (let power = low; power <= high; power++) {
      const at = x(10 ** power).toFixed(1);
      parts.push(`<line x1="${at}" x2="${at}" y1="${top}" y2="${top + bars.length * ROW + 4}" stroke="#d9dde5"/>`);
      parts.push(
        text(Number(at), top + bars.length * ROW + 17, nanoseconds(10 ** power).replace(/\.00?/, ""), 'text-anchor="middle" fill="#5c6575" font-size="10"'),
      );
    }
    bars.forEach((bar, i) => parts.push(...barParts(bar, top + 4 + i * ROW, x)));
    y = top + bars.length * ROW + 46;
  }
  const caption = [
    "Time of one decision, logarithmic: each line to the right is ten times slower. Shorter is better. Behind the bars: × one dense Uint8Array.",
    `Median of rounds in random order in several processes, ${node}, ${processor}, ${cores} cores. Every answer was checked first.`,
    "Actions come mixed, but for class ids: aclc has a function for each action, which is asked its own. Method: bench/README.md.",
  ];
  const height = y + 10;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" font-family="system-ui, sans-serif" font-size="12" fill="#1c2330" role="img">
<title>Time of one decision: aclc and what people would use instead</title>
<rect width="${WIDTH}" height="${height}" fill="#ffffff"/>
${text(16, 20, caption[0] ?? "", 'font-size="11" fill="#3d4656"')}
${text(16, 36, caption[1] ?? "", 'font-size="11" fill="#3d4656"')}
${text(16, 52, caption[2] ?? "", 'font-size="11" fill="#3d4656"')}
${parts.join("\n")}
</svg>
`;
}

function barsOf(results: readonly Result[]): Bar[] {
  const bars = results
    .filter(({ entry }) => shown.has(entry))
    .map(({ label, kind, through }): Bar => ({ label, kind, nanoseconds: through.nanoseconds.median, ratio: through.ratio.median }));
  const own = results.find(({ entry }) => entry === "aclc-ids");
  if (own !== undefined)
    bars.push({
      label: own.workload === "W3" ? "Uint8Array and a switch" : "one dense Uint8Array",
      kind: "baseline",
      nanoseconds: own.through.baseNanoseconds.median,
      ratio: 1,
    });
  return bars.sort((a, b) => a.nanoseconds - b.nanoseconds);
}

/** Powers of ten. */
function rangeOf(values: readonly number[]): readonly [number, number] {
  return [Math.floor(Math.log10(Math.min(1, ...values))), Math.ceil(Math.log10(Math.max(10, ...values)))];
}

function barParts(bar: Bar, y: number, x: (value: number) => number): string[] {
  const end = Math.max(LEFT + 2, x(bar.nanoseconds));
  return [
    text(LEFT - 8, y + 11, bar.label, `text-anchor="end"${bar.kind === "aclc" ? ' font-weight="600"' : ""}`),
    `<rect x="${LEFT}" y="${y}" width="${(end - LEFT).toFixed(1)}" height="${BAR}" fill="${colours[bar.kind]}"/>`,
    text(end + 6, y + 11, `${nanoseconds(bar.nanoseconds)}  (${times(bar.ratio)})`, 'fill="#3d4656" font-size="11"'),
  ];
}

function text(x: number, y: number, content: string, attributes = ""): string {
  const escaped = content.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
  return `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" ${attributes}>${escaped}</text>`;
}
