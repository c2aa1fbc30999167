// `aclc explain`: the trace of one decision, or the page of a diagnostic.
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { concreteWorld, evaluate, type Level, renderTrace, type Subject } from "../compiler/explain.ts";
import type { Model } from "../compiler/index.ts";
import { commandLineDiagnostics } from "../compiler/diagnostics/command-line.ts";
import { visible } from "../compiler/diagnostics/visible.ts";
import { checkNames, named, parseAction } from "./action.ts";
import { type Fields, isFields } from "./authzen.ts";
import { pageOf } from "./diagnostic-pages.ts";
import { failure } from "./failure.ts";
import { codeOf, reasonOf } from "./host.ts";
import { type ExitCode, FINE, type Io } from "./io.ts";
import { openPolicy } from "./open-policy.ts";
import { parseJson } from "./strict-json.ts";

export interface ExplainOptions {
  readonly group?: string;
  readonly roles?: readonly string[];
  readonly action?: string;
  readonly class?: string;
  /** JSON, or `@FILE`; so are the next two. */
  readonly object?: string;
  readonly operator?: string;
  readonly context?: string;
  readonly level: number;
}

export async function explainCommand(io: Io, subject: string, options: ExplainOptions): Promise<ExitCode> {
  if (/^acl\d*$/i.test(subject)) {
    await io.stdout.write(pageOf(subject.toUpperCase()));
    return FINE;
  }
  return await explainDecision(io, subject, options);
}

async function explainDecision(io: Io, entry: string, options: ExplainOptions): Promise<ExitCode> {
  const { action, class: className } = options;
  if ((options.group === undefined) === (options.roles === undefined)) throw wrongUsage("name who asks: either `--group` or `--roles`");
  if (action === undefined) throw wrongUsage("name what is asked: `--action open`, `--action privilege:NAME`, …");
  if (className === undefined) throw wrongUsage("name the class of the object with `--class`");
  const question = parseAction(action);
  const object = jsonOption(io, "--object", options.object);
  const operator = jsonOption(io, "--operator", options.operator);
  const context = jsonOption(io, "--context", options.context);
  const opened = await openPolicy(io, entry);
  if (typeof opened === "number") return opened;
  const { model } = opened;
  checkNames(model, question);
  const subject = subjectOf(model, options);
  const cls = named("class", className, [...model.classes, model.baseclass]);
  const world = concreteWorld(model, subject, { object, operator, context });
  const { trace } = evaluate(model, subject, options.level as Level, cls, world, question);
  await io.stdout.write(harmless(renderTrace(trace)));
  return FINE;
}

/** Values come from outside, and may hold what a terminal would obey. */
function harmless(text: string): string {
  return text.split("\n").map(visible).join("\n");
}

function subjectOf(model: Model, { group, roles = [] }: ExplainOptions): Subject {
  if (group !== undefined) return { kind: "group", group: named("group", group, model.groups) };
  const listed = roles.map((role) => named("role", role, model.roles));
  const denyOnly = listed.find((role) => role.denyOnly);
  if (denyOnly !== undefined) {
    throw wrongUsage(`role \`${denyOnly.name}\` only denies, which does nothing in a set of roles`, "ask about a group with `stop at first grant or deny`");
  }
  return { kind: "roles", roles: listed, stop: false };
}

/** JSON, or `@FILE` that holds it; an object in either case. */
function jsonOption(io: Io, option: string, text: string | undefined): Fields | undefined {
  if (text === undefined) return undefined;
  const parsed = parseJson(text.startsWith("@") ? readArgument(io, text.slice(1)) : text);
  const where = text.startsWith("@") ? `\`${text.slice(1)}\`` : `\`${option}\``;
  if (!parsed.ok) throw failure(commandLineDiagnostics.invalidJson, { where, reason: parsed.reason }, jsonHelp);
  if (isFields(parsed.value)) return parsed.value;
  throw failure(commandLineDiagnostics.invalidJson, { where, reason: "it is no object" }, jsonHelp);
}

const jsonHelp = `an example: --object '{"amount": 120, "owner": "dallas"}'`;

function readArgument(io: Io, path: string): Uint8Array {
  try {
    return readFileSync(resolve(io.cwd, path));
  } catch (error) {
    if (codeOf(error) === undefined) throw error;
    throw failure(commandLineDiagnostics.unreadableInput, { path, reason: reasonOf(error) });
  }
}

function wrongUsage(what: string, help?: string): Error {
  return failure(commandLineDiagnostics.wrongUsage, { what }, help ?? "`aclc explain --help` shows how to ask");
}
