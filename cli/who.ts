// `aclc who`: every group that can do something, and under which condition.
import { analyse, who, type Access, type Who } from "../compiler/analyse/index.ts";
import type { Question } from "../compiler/explain.ts";
import { position, type Model, type Span } from "../compiler/index.ts";
import { visible } from "../compiler/diagnostics/visible.ts";
import { checkNames, named, parseAction } from "./action.ts";
import { type ExitCode, FINE, type Io } from "./io.ts";
import { openPolicy } from "./open-policy.ts";

/** Expressions longer than this are broken into lines. */
const LONG = 88;

export interface WhoOptions {
  readonly action: string;
  readonly class: string;
  readonly level: number;
  readonly format: "text" | "json";
}

export async function whoCommand(io: Io, entry: string, options: WhoOptions): Promise<ExitCode> {
  const question = parseAction(options.action);
  const opened = await openPolicy(io, entry);
  if (typeof opened === "number") return opened;
  checkNames(opened.model, question);
  const on = named("class", options.class, opened.model.classes);
  const answer = who(analyse(opened.model), on, askedOf(question), options.level);
  await io.stdout.write(options.format === "json" ? json(options, answer) : text(options, opened.model, answer));
  return FINE;
}

function askedOf(question: Question): Parameters<typeof who>[2] {
  switch (question.kind) {
    case "setting":
      return question;
    case "discover":
      return { kind: "setting", setting: "discover" };
    case "privilege":
    case "rule":
    case "see":
      return question;
    case "encrypted":
      throw new Error("whether a property is encrypted does not depend on who asks");
  }
}

function json(options: WhoOptions, { groups, whens }: Who): string {
  const data = {
    action: options.action,
    class: options.class,
    level: options.level,
    groups: groups.map(({ group, access }) => ({ group: group.name, access: access.kind, ...(access.kind === "when" ? { when: access.text ?? null } : {}) })),
    accessWhens: whens.map((when) => ({ name: when.name, on: when.on.name, body: source(when.body.span), ...place(when.span) })),
  };
  return `${JSON.stringify(data, undefined, 2)}\n`;
}

function text(options: WhoOptions, model: Model, { groups, whens }: Who): string {
  const can = groups.filter(({ access }) => access.kind !== "never");
  const width = Math.max(0, ...can.map(({ group }) => group.name.length));
  const never = groups.filter(({ access }) => access.kind === "never").map(({ group }) => group.name);
  const lines = [
    `${options.action} on ${options.class}, level ${options.level}: ${can.length} of ${model.groups.length} groups`,
    ...(can.length === 0 ? [] : [""]),
    ...can.flatMap(({ group, access }) => wrapped(words(access)).map((line, i) => `  ${(i === 0 ? group.name : "").padEnd(width)}  ${line}`)),
    ...(never.length === 0 ? [] : ["", `never: ${never.join(", ")}`]),
    ...(whens.length === 0 ? [] : ["", "where"]),
    ...whens.map((when) => {
      const { file, line, column } = place(when.span);
      return `  ${when.name} on ${when.on.name} is ${source(when.body.span)}  (${file}:${line}:${column})`;
    }),
  ];
  return lines.map((line) => `${visible(line)}\n`).join("");
}

function words(access: Access): string {
  if (access.kind !== "when") return access.kind;
  return access.text === undefined ? "under a condition that is too long to write; `aclc explain` answers for one object" : `when ${access.text}`;
}

/** A long expression starts a line at each `and` and `or` that is not within parentheses. */
function wrapped(text: string): readonly string[] {
  if (text.length <= LONG) return [text];
  const lines = [""];
  let depth = 0;
  for (const [word] of text.matchAll(/"(?:[^"\\]|\\.)*"|`[^`]*`|[()]|\s+|[^"`()\s]+/g)) {
    if (word === "(") depth++;
    if (word === ")") depth--;
    if (depth === 0 && (word === "and" || word === "or")) lines.push(word === "or" ? "  or " : "  and ");
    else lines[lines.length - 1] += lines.at(-1)?.endsWith(" ") === true && /^\s/.test(word) ? "" : word;
  }
  return lines.map((line) => line.trimEnd());
}

/** The author's own words, on one line. */
function source(span: Span): string {
  return span.file.text.slice(span.start, span.end).replace(/\s+/g, " ").trim();
}

function place(span: Span): { readonly file: string; readonly line: number; readonly column: number } {
  const { line, column } = position(span.file, span.start);
  return { file: span.file.path, line, column };
}
