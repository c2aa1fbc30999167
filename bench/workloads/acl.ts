// A workload's policy in the language that aclc compiles, cut into files.
import { conditions } from "./conditions.ts";
import type { Action, ClassSpec, Grant, RoleSpec, Spec } from "./workload.ts";

/** No file becomes larger than this by much. */
const FILE_CHARACTERS = 400_000;

/** By path. The entry is `policy.acl`; it imports the others. */
export function aclFiles(spec: Spec): Map<string, string> {
  const parts = cut([
    ...classTexts(spec),
    ...approval(spec),
    ...spec.roles.map((role) => roleText(role, spec)),
    ...spec.groups.map((group) => groupText(group, spec)),
  ]);
  const files = new Map(parts.map((text, i) => [`part-${i + 1}.acl`, text]));
  const imports = [...files.keys()].map((path) => `import "./${path}"\n`).join("");
  return new Map([["policy.acl", `// ${spec.title}\n${imports}${spec.conditional ? operator : ""}`], ...files]);
}

const operator = `
operator {
  department: text
  limit: decimal
  clearance: integer
  teams: list of text
}
`;

const properties = `{
  owner: text
  amount: decimal
  status: "New" | "Open" | "Resolved"
  department: text
  team: text
  requiredClearance: integer
  confidential: boolean
}
`;

function classTexts({ classes, conditional, inheritance }: Spec): string[] {
  const texts = classes.map(({ name, parent }, i) => {
    const above = inheritance === "directed" && parent >= 0 ? ` extends ${(classes[parent] as ClassSpec).name}` : "";
    return `class ${name}${above} ${conditional && i === 0 ? properties : "{}\n"}`;
  });
  const root = (classes[0] as ClassSpec).name;
  return conditional ? [...texts, ...conditions.map(({ name, acl }) => `access when ${name} on ${root} { ${acl} }\n`)] : texts;
}

function approval({ actions: used, classes }: Spec): string[] {
  const root = (classes[0] as ClassSpec).name;
  return used.includes("Approve") ? [`privilege Approve on ${root}\nrule flow-action Approve on ${root} requires Approve\n`] : [];
}

function roleText({ name, grants }: RoleSpec, { classes, actions: used }: Spec): string {
  const blocks = new Map<number, Grant[]>();
  for (const grant of grants) blocks.set(grant.cls, [...(blocks.get(grant.cls) ?? []), grant]);
  const texts = [...blocks]
    .sort(([a], [b]) => a - b)
    .map(([cls, list]) => {
      const settings = [...list]
        .sort((a, b) => a.action - b.action)
        .map(({ action, condition }) => {
          const setting = used[action] as Action;
          const when = condition < 0 ? "" : ` when ${conditions[condition]?.name ?? ""}`;
          return `    ${setting === "Approve" ? "privilege Approve" : setting}${when}\n`;
        });
      return `  access to ${(classes[cls] as ClassSpec).name} {\n${settings.join("")}  }\n`;
    });
  return `role ${name} ${used.includes("Approve") ? "inherits privileges " : ""}{\n${texts.join("")}}\n`;
}

function groupText({ name, roles }: { readonly name: string; readonly roles: readonly number[] }, spec: Spec): string {
  return `group ${name} { roles ${roles.map((role) => (spec.roles[role] as RoleSpec).name).join(", ")} }\n`;
}

function cut(texts: readonly string[]): string[] {
  const parts: string[][] = [[]];
  let length = 0;
  for (const text of texts) {
    if (length > FILE_CHARACTERS) {
      parts.push([]);
      length = 0;
    }
    (parts.at(-1) as string[]).push(text);
    length += text.length;
  }
  return parts.map((part) => part.join(""));
}
