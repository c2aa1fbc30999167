// Classes, `operator` and `context`: names and types of what is declared in them.
import type { AttributesDeclarationCstNode, ClassDeclarationCstNode, FieldCstNode, FieldsCstNode, TypeCstNode } from "../../grammar/cst.ts";
import type { Token } from "../../grammar/index.ts";
import * as t from "../../grammar/tokens.ts";
import type { AttributesDeclaration, ClassDeclaration, Field, Name, ScalarName, TypeNode } from "../ast.ts";
import { className, once, the, type Build } from "./build-context.ts";
import { literal, textLiteral } from "./build-literals.ts";
import { syntaxDiagnostics as kinds } from "../diagnostics/syntax.ts";

export function attributesDeclaration(build: Build, node: AttributesDeclarationCstNode): AttributesDeclaration {
  return {
    kind: node.children.Operator === undefined ? "context" : "operator",
    fields: fields(build, the(node.children.fields), true),
    documentation: build.documentationOf(node),
    span: build.spanOf(node),
  };
}

export function classDeclaration(build: Build, node: ClassDeclarationCstNode): ClassDeclaration {
  const { Word, Extends, Ref, Without } = node.children;
  once(build, Extends);
  once(build, Without);
  return {
    kind: "class",
    name: className(build, the(Word)),
    extends: Ref === undefined ? undefined : className(build, the(Ref)),
    withoutPattern: Without !== undefined,
    fields: fields(build, the(node.children.fields), false),
    documentation: build.documentationOf(node),
    span: build.spanOf(node),
  };
}

function fields(build: Build, node: FieldsCstNode, defaults: boolean): readonly Field[] {
  return (node.children.field ?? []).map((each) => field(build, each, defaults));
}

function field(build: Build, node: FieldCstNode, defaults: boolean): Field {
  const { Word, Equals, literal: value, Comma, type } = node.children;
  const equals = Equals?.[0];
  if (equals !== undefined && !defaults) {
    build.report(
      kinds.classDefault,
      build.span(equals),
      {},
      { help: "remove it; properties of classes and fields of pages are absent where an object has no value" },
    );
  }
  const span = build.spanOf(node);
  const comma = Comma?.[0];
  return {
    name: propertyName(build, the(Word)),
    type: typeNode(build, the(type)),
    default: value === undefined ? undefined : literal(build, the(value)),
    documentation: build.documentationOf(node),
    span: comma === undefined ? span : { ...span, end: endBefore(build, comma) },
  };
}

/** A property's, attribute's or field's name where it is declared or given a value. */
export function propertyName(build: Build, token: Token): Name {
  const name = token.image;
  const span = build.span(token);
  if (token.tokenType === t.QuotedName || token.tokenType === t.BuiltInName) {
    build.report(
      kinds.propertyName,
      span,
      { name: name.replaceAll("`", ""), why: token.tokenType === t.QuotedName ? "it stands between backticks" : "it is the built-in class" },
      { help: "a property's name is one word of letters, digits and `_`" },
    );
  } else if (name.includes("-")) {
    const text = name.replace(/-+(\w?)/g, (_, letter: string) => letter.toUpperCase());
    build.report(kinds.propertyName, span, { name, why: "it has a dash" }, { help: `a property's name is letters, digits and \`_\`, such as \`${text}\`` });
  }
  return { text: name, quoted: false, span };
}

function typeNode(build: Build, node: TypeCstNode): TypeNode {
  const { ScalarWord, List, Text, fields: page } = node.children;
  const span = build.spanOf(node);
  if (List !== undefined) return { kind: "list", element: the(ScalarWord).image as ScalarName, span };
  if (ScalarWord !== undefined) return { kind: "scalar", name: the(ScalarWord).image as ScalarName, span };
  if (page !== undefined) return { kind: "page", fields: fields(build, the(page), false), span };
  return { kind: "union", members: (Text ?? []).map((text) => textLiteral(build, text)), span };
}

/** The end of what stands before a comma that closes a field. */
function endBefore(build: Build, comma: Token): number {
  let end = comma.startOffset;
  while (/\s/.test(build.file.text[end - 1] ?? "")) end--;
  return end;
}
