// Tables made by hand: a policy with one condition of each kind, small enough to read its module.
import type { Atom, Operand, ReferenceOperand, ValueType } from "../../compiler/condition.ts";
import { Diagrams } from "../../compiler/diagram.ts";
import type { Node } from "../../compiler/diagram.ts";
import { filterData } from "../../compiler/lower/filter-data.ts";
import { readableTable } from "../../compiler/lower/table-form.ts";
import type { FieldShape, Tables } from "../../compiler/tables.ts";
import { FORMAT } from "../../runtime/data.ts";

const text: ValueType = { kind: "scalar", name: "text" };
const decimal: ValueType = { kind: "scalar", name: "decimal" };
const integer: ValueType = { kind: "scalar", name: "integer" };
const datetime: ValueType = { kind: "scalar", name: "datetime" };
const boolean: ValueType = { kind: "scalar", name: "boolean" };
const texts: ValueType = { kind: "list", element: "text" };
const status: ValueType = { kind: "union", members: ["New", "Open", "Resolved"] };
const customer: ValueType = { kind: "page", fields: [{ name: "region", type: text }] };

const property = (path: string, type: ValueType): ReferenceOperand => ({ kind: "reference", root: "object", path: path.split("."), type });
const operator = (path: string, type: ValueType): ReferenceOperand => ({ kind: "reference", root: "operator", path: path.split("."), type });
const literal = (value: string | number | boolean, type: ValueType): Operand => ({ kind: "literal", value, type });

export const atoms: readonly Atom[] = [
  { kind: "compare", operator: "=", left: property("owner", text), right: operator("id", text) },
  { kind: "compare", operator: "=", left: property("status", status), right: literal("Open", status) },
  { kind: "compare", operator: "<", left: property("amount", decimal), right: operator("limit", integer) },
  { kind: "includes", how: "all of", list: operator("clearances", texts), other: property("labels", texts) },
  { kind: "is null", operand: property("customer", customer) },
  { kind: "compare", operator: "=", left: property("customer.region", text), right: literal("EU", text) },
  { kind: "compare", operator: "<", left: property("due", datetime), right: { kind: "clock", which: "now", offset: -86_400_000, type: datetime } },
  { kind: "holds", role: "Worker" },
  { kind: "match", how: "starts with", left: property("owner", text), right: literal("ext-", text) },
  { kind: "includes", how: "one", list: property("labels", texts), other: literal("a", text) },
  { kind: "truth", operand: property("urgent", boolean) },
  { kind: "is empty", operand: property("labels", texts) },
  { kind: "includes", how: "one", list: { kind: "list", values: ["a", "b", "c", "d", "e"], type: texts }, other: property("owner", text) },
];

const diagrams = new Diagrams();
const [no, yes] = [diagrams.leaf(0), diagrams.leaf(1)];
const isTrue = (atom: number): Node => diagrams.atom(atom, no, yes, no);
const isFalse = (atom: number): Node => diagrams.atom(atom, yes, no, no);

const nodes: readonly Node[] = [
  isTrue(0),
  diagrams.atom(0, isTrue(1), yes, no),
  isTrue(2),
  diagrams.atom(3, no, isTrue(4), yes),
  diagrams.atom(4, isTrue(5), yes, no),
  isTrue(6),
  diagrams.atom(0, isTrue(7), yes, isTrue(7)),
  isFalse(8),
  isFalse(9),
  isFalse(10),
  isFalse(11),
  isFalse(12),
];

const field = (name: string, type: ValueType, documentation?: string): FieldShape => ({ name, type, documentation });
const rows = [
  [3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 2, 2],
  [1, 1, 0, 15, 0, 0, 0, 13, 14, 1, 3, 4],
  [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 2],
];
const names = ["Work-", "Work-Order"];
const tableOf = (subjects: readonly string[], rowOf: readonly (readonly number[])[]) =>
  readableTable(
    subjects,
    names,
    rows,
    rowOf.map((list) => Uint32Array.from(list)),
    15,
  );

export const tables: Tables = {
  data: {
    format: FORMAT,
    classes: names,
    groups: [
      ["Workers", [0], 0],
      ["Guests", [1], 1],
    ],
    roles: [
      ["Worker", [0], 0],
      ["Guest", [1], 0],
    ],
    privileges: ["Approve"],
    rules: [["approve-it", [[0]]]],
    ruleVariants: [],
    operator: [
      ["limit", "integer"],
      ["clearances", ["list", "text"], []],
    ],
    context: [["channel", ["union", "web", "phone"], "web"]],
    properties: ["owner", "status", "amount", "labels", "customer", "due", "urgent"],
    conditions: nodes.length,
    could: nodes.map(() => 1),
    filters: filterData(
      nodes,
      atoms,
      new Map([
        ["Worker", 0],
        ["Guest", 1],
      ]),
    ),
    levels: [[1, 1, 1, 3, 0]],
    outcomes: [],
    outcomeLevels: [],
    groupTable: tableOf(
      ["Workers", "Guests"],
      [
        [0, 1],
        [2, 2],
      ],
    ),
    roleTable: readableTable(["Worker", "Guest"], names, [rows[2] ?? []], [new Uint32Array(2), new Uint32Array(2)], 3),
    policyTable: tableOf(["policies"], [[2, 2]]),
    views: [
      [
        ["owner", 1],
        ["amount", 3],
      ],
    ],
    viewOf: [0, 0],
  },
  conditions: nodes.map((node) => ({ node, atoms })),
  conditional: (rows[0] ?? []).map(() => true),
  objects: [
    {
      name: "Work-",
      identifier: "Work_",
      documentation: "What people work on.\nUntil it is done.",
      extends: [],
      fields: [field("owner", text, "Who works on it."), field("status", status), field("labels", texts), field("due", datetime), field("urgent", boolean)],
    },
    { name: "Work-Order", identifier: "Work_Order", documentation: undefined, extends: [0], fields: [field("amount", decimal), field("customer", customer)] },
  ],
  operator: [field("id", text), field("limit", integer), field("clearances", texts)],
  context: [field("channel", { kind: "union", members: ["web", "phone"] })],
  externalAssignments: [
    {
      name: "Approval",
      class: "Work-Order",
      group: "Guests",
      performs: [{ rule: "approve-it" }, { privilege: "Approve" }],
      expiresAfter: 86_400_000,
      remindEvery: undefined,
      open: true,
      documentation: "By mail.",
    },
  ],
  documentation: { groups: [undefined, "Anybody."], privileges: [undefined], rules: ["Approves it."] },
};
