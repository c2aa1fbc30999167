// Diagnostics 3xxx: operands, literals, masks, lengths of time and test values that do not fit their types.
import { define } from "./diagnostic.ts";

export const typeDiagnostics = {
  incomparable: define<{ left: string; right: string }>("ACL3001", "incomparable", "error", (a) => `${a.left} does not compare with ${a.right}`),
  notOrdered: define<{ operator: string; type: string }>(
    "ACL3002",
    "not-ordered",
    "error",
    (a) => `\`${a.operator}\` is for numbers, dates and datetimes, and this is ${a.type}`,
  ),
  notText: define<{ how: string; type: string }>("ACL3003", "not-text", "error", (a) => `\`${a.how}\` is for texts, and this is ${a.type}`),
  notList: define<{ how: string; type: string }>("ACL3004", "not-list", "error", (a) => `\`${a.how}\` needs a list here, and this is ${a.type}`),
  notScalar: define<{ how: string; type: string }>("ACL3005", "not-scalar", "error", (a) => `\`${a.how}\` needs a single value here, and this is ${a.type}`),
  notBoolean: define<{ name: string; type: string }>(
    "ACL3006",
    "not-boolean",
    "error",
    (a) => `\`${a.name}\` is ${a.type}, and only a boolean is a condition on its own`,
  ),
  pageOperand: define<{ name: string }>("ACL3007", "page-operand", "error", (a) => `\`${a.name}\` is a page, which answers \`is null\` only`),
  notInUnion: define<{ value: string; type: string }>("ACL3008", "not-in-union", "error", (a) => `${a.value} is never a value of ${a.type}`),
  neverNull: define<{ what: string }>("ACL3009", "never-null", "error", (a) => `${a.what} is never null`),
  mixedList: define<{ first: string; other: string }>(
    "ACL3010",
    "mixed-list",
    "error",
    (a) => `a list holds values of one type, and this one mixes ${a.first} and ${a.other}`,
  ),
  wrongClockUnit: define<{ unit: string }>("ACL3011", "wrong-clock-unit", "error", (a) => `\`today\` is a date and moves by days or weeks, not by ${a.unit}`),
  spanTooLong: define<{ most: string }>("ACL3012", "span-too-long", "error", (a) => `a length of time is at most ${a.most}`),
  spanOfZero: define<{ what: string }>("ACL3013", "span-of-zero", "error", (a) => `${a.what} needs a length of time above zero`),
  wrongDefault: define<{ name: string; type: string; value: string }>(
    "ACL3014",
    "wrong-default",
    "error",
    (a) => `the default of \`${a.name}\` is ${a.value}, and its type is ${a.type}`,
  ),
  propertyTypeConflict: define<{ name: string; on: string; type: string; other: string; otherType: string; through: string | undefined }>(
    "ACL3015",
    "property-type-conflict",
    "error",
    (a) =>
      `\`.${a.name}\` is ${a.type} on \`${a.on}\` and ${a.otherType} on \`${a.other}\`, and ${a.through === undefined ? "the former" : `\`${a.through}\``} inherits from ${a.through === undefined ? "the latter" : "both"}`,
  ),
  duplicateUnionMember: define<{ value: string }>("ACL3016", "duplicate-union-member", "error", (a) => `${a.value} stands twice in this union`),
  maskNotForType: define<{ mask: string; path: string; type: string }>(
    "ACL3017",
    "mask-not-for-type",
    "error",
    (a) => `\`${a.mask}\` does not mask \`.${a.path}\`, which is ${a.type}`,
  ),
  maskArgument: define<{ what: string }>("ACL3018", "mask-argument", "error", (a) => a.what),
  wrongTestValue: define<{ name: string; type: string; value: string }>(
    "ACL3019",
    "wrong-test-value",
    "error",
    (a) => `${a.name} is ${a.type}, and this value is ${a.value}`,
  ),
  testLevel: define<{ level: string }>("ACL3020", "test-level", "error", (a) => `no system has the production level ${a.level}`),
  subjectAttribute: define<{ name: string }>(
    "ACL3021",
    "subject-attribute",
    "error",
    (a) => `\`${a.name}\` comes from the test's group or roles and is not given`,
  ),
  denyOnlySubject: define<{ name: string }>(
    "ACL3022",
    "deny-only-subject",
    "error",
    (a) => `role \`${a.name}\` only denies, so it cannot stand in a set of roles`,
  ),
  constantComparison: define<{ value: string }>("ACL3023", "constant-comparison", "warning", (a) => `both sides are written out, so this is always ${a.value}`),
  objectPath: define<{ path: string }>("ACL3024", "object-path", "error", (a) => `\`${a.path}\` is not a property of the object`),
  conditionOfEncryption: define("ACL3025", "condition-of-encryption", "error", () => "a policy for `property-encrypt` has no condition"),
  missingCondition: define<{ name: string }>("ACL3026", "missing-condition", "error", (a) => `policy \`${a.name}\` has no condition`),
} as const;
