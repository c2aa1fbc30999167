// bench/README.md: machine, versions, method and results.
import type { Costs } from "../costs/index.ts";
import type { Point } from "../costs/compile.ts";
import { controlBounds } from "../measure/decisions.ts";
import type { Measured, Result } from "../measure/decisions.ts";
import { workloadNames } from "../workloads/index.ts";
import { bytes, digits, milliseconds, nanoseconds, table, times } from "./format.ts";
import type { Machine } from "./machine.ts";
import { targets } from "./targets.ts";

export interface Recorded {
  readonly machine: Machine;
  readonly titles: Readonly<Record<string, string>>;
  readonly results: readonly Result[];
  readonly costs: Costs;
}

/** `notes`: what people wrote about the figures, bench/notes.md. */
export function readme(recorded: Recorded, notes: string): string {
  const { results, costs } = recorded;
  return `${[
    "# Bench",
    "<!-- Written by `npm run bench`. Do not edit. -->",
    `\`npm run bench\` measures everything and writes this page, [results/](results) and [docs/bench.svg](../docs/bench.svg).
\`npm run bench -- W4 ids\` measures what the words name and writes nothing: workloads, contestants, or costs
(\`compile\`, \`module\`, \`menu\`, \`runtime\`, \`start\`, \`watch\`, \`http\`, \`filter\`).`,
    method(recorded),
    "## What was to be reached, and what was",
    table(
      ["", "wanted", "measured", ""],
      targets(results, costs).map(({ what, wanted, measured, met }) => [what, wanted, measured, met ? "yes" : "**no**"]),
    ),
    notes.trim(),
    "## Decisions",
    'In brackets: the tenth of the rounds below and above. Requests come in random order, actions mixed, as at one place through which all requests go; "by action" (and always for the check functions of aclc, of which each action has its own) means the same requests sorted by action.',
    ...workloadNames.flatMap((workload) =>
      decisions(
        results.filter((result) => result.workload === workload),
        workload,
        recorded.titles[workload] ?? "",
      ),
    ),
    ...costTexts(costs),
  ].join("\n\n")}\n`;
}

function method({ machine, results }: Recorded): string {
  const processes = range(results.map(({ through }) => through.ratioByProcess.length));
  const rounds = range(results.map((result) => result.rounds));
  const versions = Object.entries(machine.versions)
    .map(([name, version]) => `${name} ${version}`)
    .join(", ");
  return `## Machine and method

* ${machine.processor}, ${machine.cores} cores, ${machine.memory}, ${machine.system}; Node ${machine.node} (V8 ${machine.v8}).
* ${versions}.
* BASE is one dense \`Uint8Array\`, read on three integer ids; in W3 and W4c its codes above 1 go to a \`switch\` of conditions written by hand.
  Everything is a ratio to BASE in the same process and the same round. Absolute times differ between processes and machines; ratios hold.
* Each contestant runs in ${processes} processes of its own, beside BASE and a second copy of BASE, ${rounds} rounds each, in random order within a round.
  A process in which BASE against itself leaves ${controlBounds.join(" to ")} is thrown away and done again; how many were is in
  brackets behind the control.
* Requests are objects made beforehand, different from one another, in random order. Names are interned. Every answer to every request is compared with a table that the workload's generator fills,
  before anything is timed, and the sum of the answers again in every timed run.
* Each look at the clock covers a whole pass over the requests (or, for what takes milliseconds, a part of them), by Benchmark.js; \`.error\` is
  looked at, no \`setup\` is used. mitata looks at one process of each too (last column).
* "Dependent" means that the answer decides which request comes next, so that the processor cannot work ahead; the rest is throughput.
* What peers cannot express by themselves is written out for them: classes inherited, roles joined, except for casbin and Cedar, which have hierarchies.
  easy-rbac is asynchronous. casbin and Cedar are asked a few requests only in W4.`;
}

/** `3`, or `5 to 9`. */
function range(numbers: readonly number[]): string {
  const [low, high] = [Math.min(...numbers), Math.max(...numbers)];
  return low === high ? String(low) : `${low} to ${high}`;
}

function decisions(results: readonly Result[], workload: string, title: string): string[] {
  if (results.length === 0) return [];
  const base = results[0]?.through.baseNanoseconds.median ?? 0;
  const sorted = [...results].sort((a, b) => a.through.ratio.median - b.through.ratio.median);
  const rows = sorted.map((result) => [
    result.kind === "aclc" ? `**${result.label}**` : result.label,
    nanoseconds(result.through.nanoseconds.median),
    spread(result.through),
    result.chain === null ? "" : `${spread(result.chain)}`,
    `${result.through.control.median.toFixed(2)}${result.void > 0 ? ` (${result.void})` : ""}`,
    result.mitata === null ? "" : times(result.mitata),
    bytes(Math.max(0, result.heapBytes)),
  ]);
  return [
    `### ${workload}: ${title}`,
    `BASE: ${nanoseconds(base)}.`,
    table(["", "a decision", "× BASE", "dependent, × BASE", "control", "mitata", "heap with requests"], rows),
  ];
}

function spread({ ratio }: Measured): string {
  return `${times(ratio.median)} (${digits(ratio.low)}–${digits(ratio.high)})`;
}

function costTexts({ compile, module = [], menu = [], runtime, start, watch, http, filter }: Costs): string[] {
  const texts: string[] = [];
  if (compile !== undefined) {
    texts.push("## Compiling", "From reading the files to the written module, in a process of its own; memory is the process's peak.", points(compile.all));
    texts.push("One thing grows alone:", points([...compile.alone.classes, ...compile.alone.roles, ...compile.alone.grants]));
    const exponents = Object.entries(compile.exponents).map(([name, growth]) => [
      name === "all" ? "everything" : name,
      digits(growth.time),
      digits(growth.memory),
    ]);
    texts.push(
      "From the last point but one to the last, where what every run costs counts least, cost grows as size to the power of (n log n: about 1.1):",
      table(["grows", "time", "memory"], exponents),
    );
  }
  if (module.length > 0) {
    const rows = module.map((m) => [
      m.workload,
      bytes(m.typescriptBytes),
      bytes(m.javascriptBytes),
      bytes(m.minifiedBytes),
      bytes(m.gzippedBytes),
      bytes(m.nameBytes),
      milliseconds(m.importMilliseconds),
      bytes(m.memoryBytes),
      milliseconds(m.typeCheckMilliseconds),
      milliseconds(m.requestorMilliseconds),
    ]);
    texts.push(
      "## The generated module",
      table(["", "TypeScript", "JavaScript", "minified", "gzipped", "names alone", "import", "memory", "type-check", "requestor of 10 roles"], rows),
    );
  }
  const rows: (readonly string[])[] = [];
  for (const m of menu)
    rows.push([
      `${m.workload}: all settings of a class (${m.call})`,
      `${nanoseconds(m.menuNanoseconds)}, ${times(m.ratio)} one decision (${nanoseconds(m.decisionNanoseconds)})`,
    ]);
  if (runtime !== undefined)
    rows.push([
      "runtime for deciding, minified; gzipped",
      `${bytes(runtime.conditional.minifiedBytes)}; ${bytes(runtime.conditional.gzippedBytes)}${runtime.conditional.wholeGzippedBytes === undefined ? "" : `, with filters and masks ${bytes(runtime.conditional.wholeGzippedBytes)}`}`,
    ]);
  if (start !== undefined)
    rows.push([
      "`aclc check` of a small file, the process and all",
      `${milliseconds(start.checkMilliseconds)}; Node alone ${milliseconds(start.nodeMilliseconds)}`,
    ]);
  if (watch !== undefined)
    rows.push([
      `\`build --watch\`, ${watch.lines.toLocaleString("en")} lines, from a save to the file`,
      `${milliseconds(watch.milliseconds)}; at worst ${milliseconds(watch.worstMilliseconds)}`,
    ]);
  if (http !== undefined) {
    rows.push([
      `service desk, ${http.connections} connections, ${digits(http.requestsPerSecond)} requests a second: deciding`,
      `${digits(http.decidingShare * 100)} % of the server's time, ${digits(http.decidingMicroseconds)} µs of ${digits(http.requestMicroseconds)} µs; making requestors ${digits(http.requestorMicroseconds)} µs more${http.filterMicroseconds === undefined ? "" : `, filters for the database ${digits(http.filterMicroseconds)} µs, masked copies ${digits(http.maskMicroseconds ?? 0)} µs`}`,
    ]);
  }
  if (filter !== undefined)
    rows.push([
      `${filter.rows.toLocaleString("en")} rows in memory, of which ${filter.allowed.toLocaleString("en")} may be opened`,
      `filtered in ${milliseconds(filter.filterMilliseconds)}, ${times(filter.ratio)} faster than by CASL; as many masked by \`maskAll\` in ${milliseconds(filter.maskMilliseconds)}`,
    ]);
  return rows.length === 0 ? texts : [...texts, "## Other costs", table(["", ""], rows)];
}

function points(list: readonly Point[]): string {
  const n = (value: number): string => value.toLocaleString("en");
  const rows = list.map((p) => [
    n(p.classes),
    n(p.roles),
    n(p.grants),
    milliseconds(p.checkMilliseconds),
    milliseconds(p.milliseconds),
    bytes(p.peakBytes),
    bytes(p.moduleBytes),
  ]);
  return table(["classes", "roles, groups", "grants", "check", "check to file", "memory", "module"], rows);
}
