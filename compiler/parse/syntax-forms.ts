// How each part of the language is written: the help of last resort, where no wrong idea was recognized.
import { isA, type TokenType } from "../../grammar/index.ts";
import * as t from "../../grammar/tokens.ts";
import type { Place } from "./syntax-errors.ts";

/** The innermost part that failed and has a form of its own, or else the declaration. */
export function formOf({ tokens, rules }: Place): string {
  for (const rule of [...rules].reverse()) {
    const form = PARTS.get(rule);
    if (form !== undefined) return form;
  }
  for (const [type, form] of DECLARATIONS) {
    if (isA(tokens[0], type)) return form;
  }
  return "a declaration begins with its keyword";
}

const PARTS: ReadonlyMap<string, string> = new Map([
  ["type", 'a type is `text`, `integer`, `decimal`, `boolean`, `date`, `datetime`, `list of text`, `"a" | "b"`, or a page in braces'],
  ["field", "it is written `name: type`"],
  ["fields", "it is written `{ name: type  name: type }`"],
  ["duration", "a span of time is written `30 days`"],
  ["operand", 'a value is a property `.name`, an attribute `operator.name` or `context.name`, `now`, `today`, or a literal such as `"text"`, `10` or `["a"]`'],
  ["literal", 'a value is written `"text"`, `10`, `true`, `date "2026-11-22"` or `["a", "b"]`'],
  ["scalar", 'a value is written `"text"`, `10`, `true` or `date "2026-11-22"`'],
  ["row", "rows are written `when CONDITION then CONDITION`, and last `otherwise CONDITION`"],
  ["tail", "after a value come `=`, `!=`, `<`, `<=`, `>`, `>=`, `between`, `in`, `includes`, `starts with`, `ends with`, `contains`, `is null` or `is empty`"],
  ["condition", "a condition compares: `.owner = operator.id`; it is a boolean property `.done`, the name of an access when, or `operator holds ROLE`"],
  ["body", "a condition is written `{ .owner = operator.id }`, or in rows: `{ when A then B  otherwise C }`"],
  ["bound", "a level is a number from 0 to 5"],
  ["setting", "a setting is written `open`, `open 3`, `open when CONDITION` or `privilege NAME`"],
  ["target", "a block is written `access to CLASS { settings }` or `deny access to CLASS and below { settings }`"],
  ["block", "a block is written `access to CLASS { settings }` or `deny access to CLASS { settings }`"],
  ["mask", 'a mask is `full`, `all but last 4`, `all but first 4`, `digits 4`, `year 1900`, `day 01 month 01` or `date "2000-01-01"`'],
  ["maskedProperty", "it is written `property-read of .name masked all but last 4`"],
  ["paths", "paths are written `.name, .page.name`"],
  [
    "action",
    "a policy is for `read`, `update`, `delete`, `discover`, another setting, `privilege NAME`, `property-read of .name` or `property-encrypt of .name`",
  ],
  ["assignmentClause", "its clauses are `group G`, `performs NAME, …`, `expires after 7 days`, `remind every 2 days` and `open`"],
  [
    "expectation",
    "an expectation is `can open CLASS`, `cannot perform RULE on CLASS`, `has PRIVILEGE on CLASS` or `sees .name of CLASS`, with the object's values in braces",
  ],
  [
    "claim",
    "an assertion says `can open CLASS`, `can perform RULE on CLASS`, `has PRIVILEGE on CLASS`, `sees .name of CLASS` or `can both perform A and perform B on CLASS`",
  ],
  ["deed", "it is written `can open`, `can perform RULE`, `has PRIVILEGE` or `sees .name`"],
  ["act", "it is written `open` or another setting, `discover`, or `perform RULE`"],
  ["assertClause", "its clauses are `at level N`, `from level N`, `up to level N`, `when CONDITION` and `unless CONDITION`"],
  ["entry", "a value is written `name: value`"],
  ["object", "values are written `{ name: value  name: value }`"],
  ["value", 'a value is written `"text"`, `10`, `true`, `null`, `date "2026-11-22"`, `[…]` or `{ name: value }`'],
]);

const DECLARATIONS: readonly (readonly [TokenType, string])[] = [
  [t.Import, 'an import is written `import "./path.acl"`'],
  [t.Operator, "it is written `operator { name: type }`"],
  [t.Context, "it is written `context { name: type }`"],
  [t.Class, "a class is written `class NAME [extends PARENT] [without pattern] { name: type }`"],
  [t.Access, "an access when is written `access when NAME on CLASS { condition }`"],
  [t.Privilege, "a privilege is written `privilege NAME on CLASS`"],
  [t.Role, "a role is written `role NAME [depends on ROLE, …] [inherits privileges] { access to CLASS { settings } }`"],
  [t.Group, "a group is written `group NAME { roles ROLE, … [stop at first grant or deny] }`"],
  [t.Policy, "a policy is written `policy NAME on CLASS for ACTIONS { condition }`"],
  [t.Final, "a policy is written `final policy NAME on CLASS for ACTIONS { condition }`"],
  [t.Rule, "a rule is written `rule KIND NAME on CLASS requires PRIVILEGE [or PRIVILEGE …] [when CONDITION]`"],
  [t.External, "it is written `external assignment NAME on CLASS { group G  performs NAME  expires after 7 days }`"],
  [t.Test, 'a test is written `test "title" { group G  can open CLASS }`'],
  [
    t.Assert,
    "an assertion is written `assert no group can open CLASS`, `assert only G, … has PRIVILEGE on CLASS`, `assert nobody sees .name of CLASS unless CONDITION`",
  ],
];
