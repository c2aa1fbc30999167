// Policies, with what they are for and how they mask; and access whens, privileges, rules.
import type {
  AccessWhenDeclarationCstNode,
  ActionCstNode,
  PolicyDeclarationCstNode,
  PrivilegeDeclarationCstNode,
  RuleDeclarationCstNode,
} from "../../grammar/cst.ts";
import type { Token } from "../../grammar/index.ts";
import type {
  AccessWhenDeclaration,
  MaskedProperty,
  PolicyAction,
  PolicyDeclaration,
  PrivilegeDeclaration,
  RuleDeclaration,
  RuleKind,
  SettingName,
} from "../ast.ts";
import { once, plainName, the, wordName, type Build } from "./build-context.ts";
import { body, expression } from "./build-expressions.ts";
import { mask } from "./build-masks.ts";
import { onClass, onClasses } from "./build-names.ts";
import { path } from "./build-operands.ts";
import { syntaxDiagnostics as kinds } from "../diagnostics/syntax.ts";

export function accessWhenDeclaration(build: Build, node: AccessWhenDeclarationCstNode): AccessWhenDeclaration | undefined {
  const word = the(node.children.Word);
  const condition = body(build, the(node.children.body));
  const on = onClass(build, node.children.names, "an access when", word);
  if (condition === undefined) return undefined;
  return {
    kind: "access when",
    name: wordName(build, word, "an access when"),
    on,
    body: condition,
    documentation: build.documentationOf(node),
    span: build.spanOf(node),
  };
}

export function privilegeDeclaration(build: Build, node: PrivilegeDeclarationCstNode): PrivilegeDeclaration {
  const word = the(node.children.Word);
  return {
    kind: "privilege",
    name: plainName(build, word, "a privilege"),
    on: onClasses(build, node.children.names, "a privilege", word),
    documentation: build.documentationOf(node),
    span: build.spanOf(node),
  };
}

export function ruleDeclaration(build: Build, node: RuleDeclarationCstNode): RuleDeclaration {
  const { KindWord, Word, On, names, Requires, Ref, When, expression: condition } = node.children;
  const word = the(Word);
  once(build, On);
  once(build, Requires);
  once(build, When);
  if (Requires === undefined) {
    build.report(
      kinds.missingClause,
      build.span(word),
      { clause: "requires", what: "a rule" },
      { help: "a rule is guarded by one privilege at least: `requires P`" },
    );
  }
  return {
    kind: "rule",
    ruleKind: the(KindWord).image as RuleKind,
    name: plainName(build, word, "a rule"),
    on: onClass(build, names, "a rule", word),
    requires: (Ref ?? []).map((token) => plainName(build, token, "a privilege")),
    when: condition === undefined ? undefined : expression(build, the(condition)),
    documentation: build.documentationOf(node),
    span: build.spanOf(node),
  };
}

export function policyDeclaration(build: Build, node: PolicyDeclarationCstNode): PolicyDeclaration | undefined {
  const { Final, Word, On, names, For, actions, body: block } = node.children;
  const word = the(Word);
  once(build, On);
  once(build, For);
  const nodes = (actions ?? []).flatMap((list) => list.children.action);
  if (nodes.length === 0) {
    build.report(kinds.missingClause, build.span(word), { clause: "for", what: "a policy" }, { help: "say what it is for: `for read, update`" });
  }
  const all = nodes.map((each) => action(build, each));
  checkMixed(build, all);
  const condition = block === undefined ? undefined : body(build, the(block));
  if (block !== undefined && condition === undefined) return undefined;
  return {
    kind: "policy",
    final: Final !== undefined,
    name: wordName(build, word, "a policy"),
    on: onClasses(build, names, "a policy", word),
    actions: all,
    body: condition,
    documentation: build.documentationOf(node),
    span: build.spanOf(node),
  };
}

function action(build: Build, node: ActionCstNode): PolicyAction {
  const { Read, Update, SettingWord, Discover, Privilege, Ref, PropertyRead, maskedProperty, paths } = node.children;
  const span = build.spanOf(node);
  const listed = (paths ?? []).flatMap((list) => list.children.Path.map((token) => path(build, token)));
  if (Discover !== undefined) return { kind: "discover", showing: listed, span };
  if (Privilege !== undefined) return { kind: "privilege", name: plainName(build, the(Ref), "a privilege"), span };
  if (PropertyRead !== undefined) {
    const properties = (maskedProperty ?? []).map((each): MaskedProperty => {
      const [how] = each.children.mask ?? [];
      return { path: path(build, the(each.children.Path)), mask: how === undefined ? undefined : mask(build, how), span: build.spanOf(each) };
    });
    return { kind: "property-read", properties, span };
  }
  const word = Read?.[0] ?? Update?.[0] ?? SettingWord?.[0];
  if (word === undefined) return { kind: "property-encrypt", properties: listed, span };
  return { kind: "action", action: actionOf(build, word), span };
}

function actionOf(build: Build, word: Token): "read" | "update" | "delete" | Exclude<SettingName, "open" | "modify" | "delete"> {
  const right = word.image === "open" ? "read" : word.image === "modify" ? "update" : undefined;
  if (right !== undefined) {
    const span = build.span(word);
    build.report(
      kinds.wrongWord,
      span,
      { word: word.image, right },
      {
        help: `a policy for \`${right}\` is what \`${word.image}\` asks`,
        fix: { title: `Write \`${right}\``, edits: [{ span, text: right }] },
      },
    );
  }
  return word.image as "read";
}

/** What is for properties shares its body with nothing else. */
function checkMixed(build: Build, actions: readonly PolicyAction[]): void {
  if (actions.length < 2) return;
  for (const each of actions) {
    if (each.kind !== "property-read" && each.kind !== "property-encrypt") continue;
    build.report(kinds.mixedActions, each.span, { action: each.kind }, { help: "write a policy of its own for it" });
    return;
  }
}
