// The house rules that no compiler checks: who may import whom, no cycles, small files, names for every export.
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import { expect, test } from "vitest";

const folders = ["grammar", "compiler", "runtime", "cli", "editor"];
const root = join(import.meta.dirname, "..");
const sources = new Map(folders.flatMap(filesBelow).map((path) => [path, readFileSync(join(root, path), "utf8")]));

/** The first rule whose pattern fits a file says which paths and packages it may import. `./` stands for its folder. */
const data = "compiler/(source|ast|condition|model|diagram|tables|host)\\.ts$";
const shared = `${data}|^compiler/(diagnostics/|suggest\\.ts$)`;
const only = (...parts: readonly string[]): RegExp => new RegExp(parts.map((part) => `^(?:${part})`).join("|"));
const rules: readonly { readonly files: RegExp; readonly may: RegExp }[] = [
  // Deciding must not grow by what other entries need.
  { files: /^runtime\/external\//, may: /^runtime\// },
  { files: /^runtime\/filter\//, may: /^runtime\/(filter\/|[\w-]+\.ts$)/ },
  { files: /^runtime\/sql\/(kysely|drizzle)\.ts$/, may: /^runtime\/(sql|filter)\/|^kysely$|^drizzle-orm$/ },
  { files: /^runtime\/sql\//, may: /^runtime\/(sql\/|filter\/|[\w-]+\.ts$)/ },
  { files: /^runtime\/encryption\//, may: /^runtime\/(encryption\/|[\w-]+\.ts$)/ },
  { files: /^runtime\/masks\//, may: /^runtime\/(masks\/|[\w-]+\.ts$)/ },
  { files: /^runtime\//, may: /^runtime\/([\w-]+|filter\/condition)\.ts$/ },
  { files: /^grammar\//, may: /^grammar\/|^chevrotain$/ },
  { files: only(data), may: only(data, "runtime/data\\.ts$") },
  { files: /^compiler\/(diagnostics\/|suggest\.ts$)/, may: /^compiler\/(diagnostics\/|source\.ts$)/ },
  // Independent of the tables, so that comparing the two means something.
  { files: /^compiler\/(reference\/|explain\.ts$)/, may: /^compiler\/(reference\/|diagnostics\/|source\.ts|ast\.ts|condition\.ts|model\.ts)/ },
  // The stages, each with the data files.
  { files: /^compiler\/parse\//, may: only("compiler/parse/", shared, "grammar/") },
  { files: /^compiler\/load\//, may: only("compiler/load/", "compiler/parse/parse\\.ts$", shared) },
  { files: /^compiler\/bind\//, may: only("compiler/bind/", shared, "compiler/parse/parse\\.ts$") },
  { files: /^compiler\/resolve\//, may: only("compiler/resolve/", shared, "runtime/data\\.ts$") },
  { files: /^compiler\/find\//, may: only("compiler/find/", "compiler/resolve/", shared, "runtime/data\\.ts$") },
  // Proves on the diagrams, and checks each counter-example with the reference evaluator.
  { files: /^compiler\/prove\//, may: only("compiler/prove/", "compiler/resolve/", "compiler/reference/", shared, "runtime/data\\.ts$") },
  { files: /^compiler\/lower\//, may: only("compiler/lower/", "compiler/resolve/", shared, "runtime/(data|filter/packed|identifiers|runs)\\.ts$") },
  { files: /^compiler\/emit\//, may: only("compiler/emit/", "compiler/lower/(digits|table-form)\\.ts$", shared, "runtime/", "ts-morph$", "prettier") },
  {
    files: /^compiler\/format\//,
    may: only("compiler/format/", "compiler/format\\.ts$", "compiler/parse/(parse|concrete|lexical)\\.ts$", shared, "grammar/", "prettier"),
  },
  { files: /^compiler\/interpret\.ts$/, may: only(shared, "runtime/index\\.ts$", "runtime/(masks|filter)/index\\.ts$") },
  {
    files: /^compiler\/verify\//,
    may: only("compiler/verify/", "compiler/reference/", "compiler/resolve/atoms\\.ts$", "compiler/interpret\\.ts$", shared, "runtime/index\\.ts$"),
  },
  {
    files: /^compiler\/policy-test\//,
    may: only(
      "compiler/policy-test/",
      "compiler/reference/",
      "compiler/resolve/",
      "compiler/verify/cells\\.ts$",
      "compiler/interpret\\.ts$",
      "compiler/parse/parse\\.ts$",
      shared,
      "compiler/analyse/atom-text\\.ts$",
      "runtime/(index|data)\\.ts$",
    ),
  },
  { files: /^compiler\/(compile|format|index)\.ts$/, may: /^compiler\// },
  { files: /^compiler\/analyse\//, may: only("compiler/analyse/", "compiler/resolve/", shared, "grammar/tokens\\.ts$", "runtime/data\\.ts$") },
  // No Node, no network: what the server needs of its machine is handed to it.
  // Runs in Visual Studio Code, or makes what does.
  {
    files: /^editor\/vscode\//,
    may: only("editor/", "cli/lsp\\.ts$", "grammar/", "vscode$", "vscode-languageclient/node$", "node:", "esbuild$", "@vscode/vsce$"),
  },
  {
    files: /^editor\//,
    may: only(
      "editor/",
      "compiler/(compile|policy-test/index|bind/bind|load/load|parse/parse|format/format)\\.ts$",
      shared,
      "grammar/",
      "vscode-languageserver(/node|-textdocument)$",
    ),
  },
  {
    files: /^cli\//,
    may: /^cli\/|^editor\/(server|session|check-whole)\.ts$|^vscode-languageserver\/node$|^compiler\/(index|explain|host|suggest|verify\/verify|analyse\/index|policy-test\/index)\.ts$|^compiler\/diagnostics\/|^runtime\/((masks|filter)\/)?index\.ts$|^commander$|^chokidar$|^ts-morph$|^node:|^package\.json$/,
  },
];

test("every file imports only what its folder may import", () => {
  const wrong = [...sources].flatMap(([path, text]) => {
    const rule = rules.find(({ files }) => files.test(path));
    return importsOf(path, text)
      .filter((target) => rule?.may.test(target) !== true)
      .map((target) => `${path} imports ${target}`);
  });
  expect(wrong).toEqual([]);
});

test("no file imports itself, directly or through others", () => {
  const done = new Set<string>();
  const cycles: string[] = [];
  const visit = (path: string, way: readonly string[]): void => {
    if (way.includes(path)) cycles.push([...way.slice(way.indexOf(path)), path].join(" → "));
    if (way.includes(path) || done.has(path)) return;
    for (const target of importsOf(path, sources.get(path) ?? "", { types: false })) if (sources.has(target)) visit(target, [...way, path]);
    done.add(path);
  };
  for (const path of sources.keys()) visit(path, []);
  expect(cycles).toEqual([]);
});

/** Files that may be longer than 300 lines, with the reason. */
const long: ReadonlyMap<string, string> = new Map([
  ["grammar/cst.ts", "generated"],
  ["grammar/parser.ts", "one class, a rule after the other, formatted a line for each alternative"],
  ["grammar/parts.ts", "one class, a rule after the other, formatted a line for each alternative"],
  ["compiler/ast.ts", "one tree of types that refer to each other"],
]);

test("every file says in its first line what it is for, and is short", () => {
  const wrong = [...sources].flatMap(([path, text]) => [
    ...(/^(#!.*\n)?\/\/ \S/.test(text) ? [] : [`${path} does not start with a comment`]),
    ...(!long.has(path) && text.split("\n").length > 301 ? [`${path} has ${text.split("\n").length - 1} lines`] : []),
  ]);
  expect(wrong).toEqual([]);
});

test("exports have names: no default, no star", () => {
  const wrong = [...sources].filter(([, text]) => /^export (default\b|\* from)/m.test(text)).map(([path]) => path);
  expect(wrong).toEqual([]);
});

test("the runtime and the compiler use nothing of Node's", () => {
  const globals = /(?<![\w.$"'`])(process|Buffer|require|__dirname|__filename|setImmediate)(?=[.([])/;
  const wrong = [...sources].filter(([path, text]) => !path.startsWith("cli/") && globals.test(withoutComments(text))).map(([path]) => path);
  expect(wrong).toEqual([]);
});

test("nothing makes code of text", () => {
  const wrong = [...sources].filter(([, text]) => /(?<!\.)\beval\((?!\w+: )|new Function\b|\bFunction\(/.test(withoutComments(text))).map(([path]) => path);
  expect(wrong).toEqual([]);
});

/** Paths from the root for files, names for packages. Dynamic imports count. */
function importsOf(path: string, text: string, { types = true } = {}): readonly string[] {
  const pattern = /^\s*(?:import|export)\s+(type\s)?(?:[^"';]*?\sfrom\s+)?"([^"]+)"|\bimport\(\s*"([^"]+)"\s*\)/gm;
  return [...withoutComments(text).matchAll(pattern)].flatMap(([, type, fixed, dynamic]) => {
    if (!types && type !== undefined) return [];
    const target = fixed ?? dynamic ?? "";
    return target.startsWith(".") ? [posix.join(dirname(path), target)] : [target];
  });
}

function withoutComments(text: string): string {
  return text.replace(/^\s*\/\/.*$|\/\*[\s\S]*?\*\//gm, "");
}

function filesBelow(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".ts"))
    .map((entry) => posix.join(entry.parentPath.slice(root.length + 1).replaceAll("\\", "/"), entry.name));
}
