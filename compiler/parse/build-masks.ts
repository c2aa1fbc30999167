// How a property is masked.
import type { MaskCstNode, NumberCstNode } from "../../grammar/cst.ts";
import type { Mask } from "../ast.ts";
import { the, type Build } from "./build-context.ts";
import { dateText, numberLiteral } from "./build-literals.ts";
import { syntaxDiagnostics as kinds } from "../diagnostics/syntax.ts";
import { textOf } from "./lexical-texts.ts";

export function mask(build: Build, node: MaskCstNode): Mask {
  const { All, Last, DigitsWord, Year, Day, DateWord, Text, With, number } = node.children;
  const span = build.spanOf(node);
  const [first, second] = (number ?? []).map((each) => wholeNumber(build, each));
  const character = With === undefined ? undefined : textOf(the(Text?.slice(-1)));
  const word = With?.[0];
  if (word !== undefined && (Year ?? Day ?? DateWord) !== undefined) {
    build.report(
      kinds.mask,
      build.span(word),
      { problem: "a mask of a date has no characters to say `with` which" },
      { help: "remove `with` and what comes after it" },
    );
  }
  if (All !== undefined) return { kind: Last === undefined ? "all but first" : "all but last", count: first ?? 0, with: character, span };
  if (DigitsWord !== undefined) return { kind: "digits", count: first ?? 0, with: character, span };
  if (Year !== undefined) return { kind: "year", year: first ?? 0, span };
  if (Day !== undefined) return { kind: "day month", day: first ?? 0, month: second ?? 0, span };
  if (DateWord !== undefined) return { kind: "date", date: dateText(build, the(Text)), span };
  return { kind: "full", with: character, span };
}

function wholeNumber(build: Build, node: NumberCstNode): number {
  const number = numberLiteral(build, node);
  if (!number.integer || number.value < 0) {
    build.report(kinds.mask, number.span, { problem: `\`${build.text(number.span)}\` is not a whole number` }, { help: "write a whole number" });
  }
  return number.value;
}
