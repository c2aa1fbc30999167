// The settings of access and deny blocks, and the production levels in them.
import type { BoundCstNode, NumberCstNode, SettingCstNode } from "../../grammar/cst.ts";
import type { Token } from "../../grammar/index.ts";
import type { AccessSetting, DenyBound, DenySetting, Expression, NumberLiteral, SettingName, SettingValue } from "../ast.ts";
import { plainName, the, type Build } from "./build-context.ts";
import { expression } from "./build-expressions.ts";
import { numberLiteral } from "./build-literals.ts";
import { plainNames } from "./build-names.ts";
import { syntaxDiagnostics as kinds } from "../diagnostics/syntax.ts";

const LEVELS = "0 is never; 1 experimental, 2 development, 3 quality assurance, 4 staging, 5 production";

export function accessSetting(build: Build, node: SettingCstNode): AccessSetting {
  const { SettingWord, Privilege, Ref, Privileges, names, bound } = node.children;
  const span = build.spanOf(node);
  const value: SettingValue = { level: bound === undefined ? undefined : accessLevel(build, the(bound)), when: condition(build, node) };
  if (SettingWord !== undefined) return { kind: "setting", ...settingName(build, the(SettingWord)), value, span };
  if (Privilege !== undefined) return { kind: "privileges", names: [plainName(build, the(Ref), "a privilege")], value, span };
  if (names !== undefined) return { kind: "privileges", names: plainNames(build, the(names), "a privilege"), value, span };
  return { kind: Privileges === undefined ? "all settings" : "all privileges", value, span };
}

export function denySetting(build: Build, node: SettingCstNode): DenySetting | undefined {
  const { SettingWord, Privilege, Privileges, All, Settings, bound } = node.children;
  const span = build.spanOf(node);
  const when = condition(build, node);
  const limit = bound === undefined ? undefined : denyBound(build, the(bound), the(SettingWord ?? All ?? Privilege ?? Privileges));
  if (SettingWord !== undefined) return { kind: "setting", ...settingName(build, the(SettingWord)), bound: limit, when, span };
  if (Settings !== undefined) return { kind: "all settings", bound: limit, when, span };
  const word = the(Privilege ?? Privileges);
  const setting = All === undefined ? word.image : "all privileges";
  build.report(
    kinds.deniedPrivilege,
    build.span(All?.[0] ?? word, word),
    { setting },
    {
      help: "an access deny rule knows settings only; instead, give the privilege level 0 in an access block of a role that depends on the one that grants it",
    },
  );
  return undefined;
}

function settingName(build: Build, token: Token): { setting: SettingName; name: { text: string; quoted: false; span: ReturnType<Build["span"]> } } {
  return { setting: token.image as SettingName, name: { text: token.image, quoted: false, span: build.span(token) } };
}

function condition(build: Build, node: SettingCstNode): Expression | undefined {
  const [when] = node.children.expression ?? [];
  return when === undefined ? undefined : expression(build, when);
}

function accessLevel(build: Build, node: BoundCstNode): NumberLiteral {
  const { From, Up, To, number } = node.children;
  const word = From?.[0] ?? Up?.[0];
  if (word !== undefined) {
    build.report(
      kinds.denyBound,
      build.span(word, To?.[0] ?? word),
      { bound: From === undefined ? "up to" : "from" },
      {
        help: "in an access block a number grants up to that level: `open 3` grants on the levels 1 to 3",
      },
    );
  }
  return level(build, the(number));
}

function denyBound(build: Build, node: BoundCstNode, setting: Token): DenyBound {
  const { From, Up, number } = node.children;
  const span = build.spanOf(node);
  const { value } = level(build, the(number));
  if (From !== undefined) {
    if (value === 0) build.report(kinds.level, build.spanOf(the(number)), { level: "0" }, { help: "`from` takes 1 to 5; `0` alone denies never" });
    return { how: "from", level: value, span };
  }
  if (Up !== undefined) return { how: value === 0 ? "never" : "up to", level: value, span };
  if (value !== 0) {
    build.report(
      kinds.bareDeny,
      span,
      { level: value },
      {
        help: `\`${setting.image} from ${value}\` denies on level ${value} and above, \`${setting.image} up to ${value}\` on level ${value} and below; people read it either way, so say which`,
      },
    );
  }
  return { how: "never", level: 0, span };
}

function level(build: Build, node: NumberCstNode): NumberLiteral {
  const number = numberLiteral(build, node);
  if (!number.integer || number.value < 0 || number.value > 5 || node.children.Minus !== undefined) {
    build.report(kinds.level, number.span, { level: build.text(number.span).slice(0, 40) }, { help: LEVELS });
  }
  return number;
}
