// Carries out a document: writes the files that it shows, runs its commands in order, and compares what they print.
import { spawnSync } from "node:child_process";
import { appendFileSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { aclc } from "./cli/support.ts";

const root = fileURLToPath(new URL("..", import.meta.url));

/** The same text, with what commands printed in its `text` blocks; equal if everything was as the document says. */
export async function tell(markdown: string, folder: string): Promise<string> {
  let told = "";
  let printed: string | undefined;
  for (const part of markdown.split(/^(```[^`\n]*\n[\s\S]*?^```$)/m)) {
    const [, info = "", body = ""] = /^```([^`\n]*)\n([\s\S]*?)^```$/m.exec(part) ?? [];
    const [kind, path, more] = info.split(" ");
    if (kind === "sh" && path === undefined) printed = await runAll(body, folder);
    if (kind === "text" && path === undefined) {
      if (printed === undefined) throw new Error(`no command printed this:\n${body}`);
      told += `\`\`\`text\n${printed}\`\`\``;
      printed = undefined;
      continue;
    }
    if (["acl", "ts", "tsx", "json", "csv"].includes(kind ?? "") && path !== undefined && path !== "fragment") write(folder, path, body, more === "more");
    told += part;
  }
  return told;
}

/** A folder for stories in which the package, and the packages that documents use, can be imported. */
export function libraryOf(stories: string): void {
  const linked = ["@casl/ability", "casbin", "express", "hono", "@hono/node-server", "@types/express", "@types/node", "typescript"];
  for (const name of linked) link(join(root, "node_modules", name), join(stories, "node_modules", name));
  link(root, join(stories, "node_modules", "aclc"));
}

function link(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true });
  symlinkSync(from, to, "dir");
}

function write(folder: string, path: string, text: string, more: boolean): void {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  if (more) appendFileSync(file, `\n${text}`);
  else writeFileSync(file, text);
}

/** What commands print, errors too. */
async function runAll(commands: string, folder: string): Promise<string> {
  let printed = "";
  for (const line of commands.replace(/\\\n\s*/g, " ").split("\n")) {
    const command = line.replace(/\s+#.*$/, "").trim();
    if (command === "" || /^(npm (init|install|run)|mkdir|cd|git|curl) /.test(command)) continue;
    const words = [...command.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map(([, single, double, plain]) => single ?? double ?? plain ?? "");
    printed += await run(words, folder);
  }
  return printed;
}

async function run(words: readonly string[], folder: string): Promise<string> {
  const [program, tool, ...args] = words;
  if (program === "npx" && tool === "aclc") {
    const to = args.indexOf(">");
    const { stdout, stderr, exitCode } = await aclc(folder, to === -1 ? args : args.slice(0, to));
    if (exitCode > 1) throw new Error(`${words.join(" ")}\n${stderr}`);
    if (to === -1) return stderr + stdout;
    writeFileSync(join(folder, args[to + 1] ?? ""), stdout);
    return stderr;
  }
  if (program === "npx" && tool === "tsx") {
    const loader = pathToFileURL(resolve(root, "node_modules/tsx/dist/loader.mjs")).href;
    const { stdout, stderr, status } = spawnSync(process.execPath, ["--import", loader, ...args], { cwd: folder, encoding: "utf8", timeout: 60_000 });
    if (status !== 0) throw new Error(`${words.join(" ")}\n${stderr}`);
    return stdout;
  }
  if (program === "cat") return readFileSync(join(folder, tool ?? ""), "utf8");
  throw new Error(`a document runs what its test does not know: ${words.join(" ")}`);
}
