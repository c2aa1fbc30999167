// `aclc build --verify`: runs the module that is to be written, and compares it with the reference evaluator.
import { compileFunction } from "node:vm";
import { internalDiagnostics } from "../compiler/diagnostics/internal.ts";
import type { Level } from "../compiler/explain.ts";
import type { Model, Tables } from "../compiler/index.ts";
import { type Difference, verify } from "../compiler/verify/verify.ts";
import * as filter from "../runtime/filter/index.ts";
import type { Policy } from "../runtime/index.ts";
import * as runtime from "../runtime/index.ts";
import * as masks from "../runtime/masks/index.ts";
import { problem } from "./failure.ts";
import { type ExitCode, FINE, INTERNAL, type Io } from "./io.ts";
import { report } from "./report.ts";

export interface Built {
  readonly entry: string;
  readonly model: Model;
  readonly tables: Tables;
  /** The generated TypeScript. */
  readonly text: string;
}

/** Says what was compared; a difference is a fault of the compiler. `level`: only that one; absent: all five. */
export async function verifyBuilt(io: Io, { entry, model, tables, text }: Built, level: number | undefined): Promise<ExitCode> {
  const emitted = await loadModule(text);
  io.progress(`verifying ${entry}`);
  const found = verify(model, tables, emitted, level === undefined ? undefined : [level as Level]);
  io.progress(undefined);
  if (found.differences.length > 0) {
    await report(
      io,
      found.differences.map((difference) => problem(internalDiagnostics.verificationFailed, { what: inWords(difference) }, reportIt)),
    );
    return INTERNAL;
  }
  const sampled = found.sampled === 0 ? "" : ` (of ${count(found.sampled, "cell")} a sample)`;
  const levels = level === undefined ? "at every level" : `at level ${level}`;
  const parts = [
    `${count(found.cells, "cell")} ${levels} (${count(found.subjects, "subject")} × ${count(found.classes, "class", "classes")})`,
    `${count(found.assignments, "assignment")} of truth to comparisons${sampled}`,
    count(found.objects, "object"),
  ];
  await io.stdout.write(`verified ${entry}: ${parts.join(", ")}; tables and reference agree\n`);
  return FINE;
}

const reportIt = "this is a fault of aclc, not of your policy: do not use the module, and please report it with the policy";

/** What generated modules import. */
const entries: ReadonlyMap<string, object> = new Map<string, object>([
  ["aclc/runtime", runtime],
  ["aclc/filter", filter],
  ["aclc/masks", masks],
]);

/** Runs the generated text as it stands, its types removed, against this process's runtime. */
async function loadModule(text: string): Promise<Policy> {
  const { ts } = await import("ts-morph");
  const { outputText } = ts.transpileModule(text, { compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 } });
  const exported: { policy?: Policy } = {};
  const run = compileFunction(outputText, ["exports", "require"]) as (exports: object, require: (name: string) => unknown) => void;
  run(exported, (name) => {
    const entry = entries.get(name);
    if (entry === undefined) throw new Error(`the generated module imports ${name}`);
    return entry;
  });
  if (exported.policy === undefined) throw new Error("the generated module exports no policy");
  return exported.policy;
}

function inWords({ subject, on, question, level, tables, given }: Difference): string {
  const who = subject.kind === "group" ? `group \`${subject.group.name}\`` : `roles ${subject.roles.map((role) => `\`${role.name}\``).join(", ")}`;
  const { kind, ...about } = question;
  const what = [kind, ...Object.values(about).map((value) => (Array.isArray(value) ? value.join(".") : String(value)))].join(" ");
  return `${who}, ${what} on \`${on.name}\` at level ${level}: the tables say ${tables ? "allowed" : "denied"}, given ${given || "nothing"}`;
}

function count(n: number, one: string, many = `${one}s`): string {
  return `${n.toLocaleString("en-US")} ${n === 1 ? one : many}`;
}
