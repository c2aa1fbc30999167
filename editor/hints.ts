// What is written between the lines: who holds a role, which tests can be run, what a blank setting comes to.
import { type CodeLens, type InlayHint, InlayHintKind } from "vscode-languageserver/node";
import type { ParsedFile } from "../compiler/parse/parse.ts";
import { blankLines } from "./hover.ts";
import { blanksOf, groupsWith } from "./inherited.ts";
import { positionAt, rangeOf } from "./places.ts";
import type { Compilation } from "./workspace.ts";

/** The editor's command that runs a test; its arguments are the file and the test's title. */
export const RUN_TEST = "aclc.runTest";

export function lenses(tree: ParsedFile, { model }: Compilation, uri: string): CodeLens[] {
  return tree.declarations.flatMap((declaration): CodeLens[] => {
    const range = rangeOf({ ...declaration.span, end: declaration.span.start });
    if (declaration.kind === "test") return [{ range, command: { title: "run test", command: RUN_TEST, arguments: [uri, declaration.title.value] } }];
    const role = declaration.kind === "role" ? model?.roles.find(({ name }) => name === declaration.name.text) : undefined;
    if (model === undefined || role === undefined) return [];
    const count = groupsWith(model, role).length;
    return [{ range, command: { title: `held by ${count === 0 ? "no group" : count === 1 ? "1 group" : `${count} groups`}`, command: "" } }];
  });
}

/** Behind the brace that opens an access block: how many settings it leaves to others, and in the tooltip what each comes to. */
export function inlayHints(tree: ParsedFile, { model }: Compilation, from: number, to: number): InlayHint[] {
  if (model === undefined) return [];
  return tree.declarations.flatMap((declaration) => {
    if (declaration.kind !== "role" || declaration.span.end < from || declaration.span.start > to) return [];
    const role = model.roles.find(({ name }) => name === declaration.name.text);
    return declaration.blocks.flatMap((block): InlayHint[] => {
      const [target] = block.targets;
      const cls = [...model.classes, model.baseclass].find(({ name }) => name === target?.name.text);
      if (block.kind !== "access" || block.targets.length !== 1 || role === undefined || cls === undefined) return [];
      const inherited = blanksOf(role, cls).filter(({ sources }) => sources.length > 0);
      if (inherited.length === 0) return [];
      const brace = block.span.file.text.indexOf("{", target?.name.span.end);
      const label = ` blank here, answered above: ${inherited.map(({ setting }) => setting).join(", ")}`;
      return [
        { position: positionAt(block.span.file, brace + 1), label, kind: InlayHintKind.Type, tooltip: blankLines(model, role.name, cls.name).join("\n") },
      ];
    });
  });
}
