// `--action open`, `--action privilege:ApprovePR`, …: what a command asks about, and the names that it may use.
import type { Asked } from "../compiler/analyse/index.ts";
import type { Question } from "../compiler/explain.ts";
import type { Model } from "../compiler/index.ts";
import { suggester } from "../compiler/suggest.ts";
import { commandLineDiagnostics } from "../compiler/diagnostics/command-line.ts";
import { questionOf } from "./explain-request.ts";
import { failure } from "./failure.ts";

/** `open`, `discover`, `privilege:ApprovePR`, `perform:ApprovePurchase`, `see:.customer.region`. */
export function parseAction(text: string): Question {
  const [, kind = text, name = ""] = /^(privilege|perform|see):(.+)$/s.exec(text) ?? [];
  if (kind === "privilege") return { kind: "privilege", privilege: name };
  if (kind === "perform") return { kind: "rule", rule: name };
  if (kind === "see") return { kind: "see", path: name.replace(/^\./, "").split(".") };
  const question = questionOf(text);
  if (question !== undefined) return question;
  const expected = "a setting such as `open`, `discover`, `privilege:NAME`, `perform:RULE`, or `see:.property`";
  throw failure(commandLineDiagnostics.wrongOption, { option: "--action", value: text, expected });
}

/** A name that no class declares is a slip of the pen; that one class lacks it is for the answer to say. */
export function checkNames(model: Model, question: Question): void {
  if (question.kind === "privilege") known("privilege", question.privilege, model.privileges);
  if (question.kind === "rule") known("rule", question.rule, model.rules);
  if (question.kind === "see")
    known(
      "property",
      question.path[0] ?? "",
      model.classes.flatMap((cls) => [...cls.properties.keys()]),
    );
}

/** The one of that name; if there is none, the command fails and says which is near. */
export function named<T extends { readonly name: string }>(what: string, name: string, all: readonly T[]): T {
  known(
    what,
    name,
    all.map((one) => one.name),
  );
  const found = all.find((one) => one.name === name);
  if (found === undefined) throw new Error(`lost ${what} ${name}`);
  return found;
}

function known(what: string, name: string, names: readonly string[]): void {
  if (names.includes(name)) return;
  const near = suggester().nearest(name, names);
  throw failure(commandLineDiagnostics.unknownSubject, { what, name }, near === undefined ? undefined : `did you mean \`${near}\`?`);
}

/** `open`, `privilege ApprovePR`, `perform ApprovePurchase`, `see .iban`. */
export function askedText(asked: Asked): string {
  switch (asked.kind) {
    case "setting":
      return asked.setting;
    case "privilege":
      return `privilege ${asked.privilege}`;
    case "rule":
      return `perform ${asked.rule}`;
    case "see":
      return `see .${asked.path.join(".")}`;
  }
}
