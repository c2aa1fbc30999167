// Diagnostics 2xxx: names that nothing has, names that two things have, and names that may not be used.
import { define } from "./diagnostic.ts";

export const nameDiagnostics = {
  unknownRole: define<{ name: string }>("ACL2001", "unknown-role", "error", (a) => `unknown role \`${a.name}\``),
  unknownGroup: define<{ name: string }>("ACL2002", "unknown-group", "error", (a) => `unknown group \`${a.name}\``),
  unknownClass: define<{ name: string }>("ACL2003", "unknown-class", "error", (a) => `unknown class \`${a.name}\``),
  unknownAccessWhen: define<{ name: string; on: string }>(
    "ACL2004",
    "unknown-access-when",
    "error",
    (a) => `no access when \`${a.name}\` on \`${a.on}\` or a class that it inherits from`,
  ),
  unknownPrivilege: define<{ name: string }>("ACL2005", "unknown-privilege", "error", (a) => `unknown privilege \`${a.name}\``),
  privilegeNotOnClass: define<{ name: string; on: string }>(
    "ACL2006",
    "privilege-not-on-class",
    "error",
    (a) => `privilege \`${a.name}\` is not declared for \`${a.on}\``,
  ),
  unknownRule: define<{ name: string }>("ACL2007", "unknown-rule", "error", (a) => `unknown rule \`${a.name}\``),
  ruleNotOnClass: define<{ name: string; on: string }>("ACL2008", "rule-not-on-class", "error", (a) => `rule \`${a.name}\` does not hold on \`${a.on}\``),
  unknownProperty: define<{ name: string; on: string }>("ACL2009", "unknown-property", "error", (a) => `class \`${a.on}\` has no property \`.${a.name}\``),
  unknownAttribute: define<{ root: string; name: string }>("ACL2010", "unknown-attribute", "error", (a) => `\`${a.root}\` has no attribute \`${a.name}\``),
  unknownField: define<{ page: string; name: string }>("ACL2011", "unknown-field", "error", (a) => `the page \`${a.page}\` has no field \`${a.name}\``),
  unknownPerformed: define<{ name: string; on: string }>(
    "ACL2012",
    "unknown-performed",
    "error",
    (a) => `\`${a.name}\` is neither a rule nor a privilege of \`${a.on}\``,
  ),
  ambiguousPerformed: define<{ name: string; on: string }>(
    "ACL2013",
    "ambiguous-performed",
    "error",
    (a) => `\`${a.name}\` is both a rule and a privilege of \`${a.on}\``,
  ),
  noFields: define<{ name: string; type: string }>("ACL2014", "no-fields", "error", (a) => `\`${a.name}\` is ${a.type}, which has no fields`),

  duplicateClass: define<{ name: string }>("ACL2101", "duplicate-class", "error", (a) => `class \`${a.name}\` is declared twice`),
  duplicateRole: define<{ name: string }>("ACL2102", "duplicate-role", "error", (a) => `role \`${a.name}\` is declared twice`),
  duplicateGroup: define<{ name: string }>("ACL2103", "duplicate-group", "error", (a) => `group \`${a.name}\` is declared twice`),
  duplicateAttribute: define<{ root: string; name: string }>(
    "ACL2104",
    "duplicate-attribute",
    "error",
    (a) => `\`${a.root}\` declares the attribute \`${a.name}\` twice`,
  ),
  duplicateProperty: define<{ name: string; in: string }>("ACL2105", "duplicate-property", "error", (a) => `${a.in} declares \`${a.name}\` twice`),
  duplicateAccessWhen: define<{ name: string; on: string }>(
    "ACL2106",
    "duplicate-access-when",
    "error",
    (a) => `access when \`${a.name}\` is declared twice on \`${a.on}\``,
  ),
  duplicatePolicy: define<{ name: string; on: string; action: string }>(
    "ACL2107",
    "duplicate-policy",
    "error",
    (a) => `policy \`${a.name}\` on \`${a.on}\` for ${a.action} is declared twice`,
  ),
  duplicatePrivilege: define<{ name: string; on: string }>(
    "ACL2108",
    "duplicate-privilege",
    "error",
    (a) => `privilege \`${a.name}\` is declared twice on \`${a.on}\``,
  ),
  duplicateRule: define<{ name: string; on: string }>("ACL2109", "duplicate-rule", "error", (a) => `rule \`${a.name}\` is declared twice on \`${a.on}\``),
  duplicateExternalAssignment: define<{ name: string }>(
    "ACL2110",
    "duplicate-external-assignment",
    "error",
    (a) => `external assignment \`${a.name}\` is declared twice`,
  ),
  duplicateBlock: define<{ role: string; on: string; what: string }>(
    "ACL2111",
    "duplicate-block",
    "error",
    (a) => `role \`${a.role}\` has two ${a.what} blocks for \`${a.on}\``,
  ),
  conflictingBelow: define<{ role: string; on: string; first: string; second: string; what: string }>(
    "ACL2112",
    "conflicting-below",
    "error",
    (a) => `\`${a.on}\` is below both \`${a.first}\` and \`${a.second}\`, and role \`${a.role}\` has ${a.what} blocks for what is below each`,
  ),
  duplicateSetting: define<{ name: string }>("ACL2113", "duplicate-setting", "error", (a) => `\`${a.name}\` is written twice in one block`),
  duplicateEntry: define<{ name: string; list: string }>("ACL2114", "duplicate-entry", "error", (a) => `\`${a.name}\` stands twice ${a.list}`),
  duplicateValue: define<{ name: string }>("ACL2115", "duplicate-value", "error", (a) => `\`${a.name}\` is given twice`),

  reservedName: define<{ name: string; what: string }>(
    "ACL2201",
    "reserved-name",
    "error",
    (a) => `no ${a.what} may be called \`${a.name}\`, which every JavaScript object answers to`,
  ),
  builtInAttribute: define<{ name: string }>("ACL2202", "built-in-attribute", "error", (a) => `\`operator.${a.name}\` is built in and may not be declared`),
  builtInClass: define("ACL2203", "built-in-class", "error", () => "class `@baseclass` is built in and may not be declared"),
} as const;
