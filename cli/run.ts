// The command line's grammar: which commands there are, what they take, and which module carries each one out.
import { Command, CommanderError, Option } from "commander";
import { commandLineDiagnostics } from "../compiler/diagnostics/command-line.ts";
import { instant } from "../runtime/index.ts";
import type { BuildOptions } from "./build.ts";
import type { CheckOptions } from "./check.ts";
import type { DecideOptions } from "./decide.ts";
import type { DiffOptions } from "./diff.ts";
import type { ExplainOptions } from "./explain.ts";
import { Failure, failure, problem } from "./failure.ts";
import { reportInternalError } from "./internal-error.ts";
import { type ExitCode, FINE, type Io, USAGE } from "./io.ts";
import type { MatrixOptions } from "./matrix.ts";
import { type Format, formats, reportOne } from "./report.ts";
import type { Reporter, TestOptions } from "./test.ts";
import { version } from "./version.ts";
import type { WhoOptions } from "./who.ts";

/** Runs one command; never throws. `args` are without `node` and the script. */
export async function run(args: readonly string[], io: Io): Promise<ExitCode> {
  let exitCode: ExitCode = FINE;
  const program = programOf(io, (code) => {
    exitCode = code;
  });
  try {
    await program.parseAsync(args, { from: "user" });
    return exitCode;
  } catch (error) {
    if (error instanceof Failure) {
      await reportOne(io, error.diagnostic);
      return error.exitCode;
    }
    return error instanceof CommanderError ? await reportUsage(io, error) : await reportInternalError(io, error);
  }
}

type Done = (exitCode: ExitCode) => void;

function programOf(io: Io, done: Done): Command {
  const program = new Command("aclc")
    .description("Compiles access control policies (.acl) into typed TypeScript decision tables.")
    .version(version, "-V, --version", "print the version")
    .helpOption("-h, --help", "show help")
    .helpCommand("help [command]", "show help for a command")
    .addHelpText("after", exitCodes)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void io.stdout.write(text),
      writeErr: (text) => void io.stderr.write(text),
      outputError: () => undefined,
    })
    .showSuggestionAfterError(true);
  addInit(program, io, done);
  addBuild(program, io, done);
  addCheck(program, io, done);
  addTest(program, io, done);
  addFmt(program, io, done);
  addLsp(program, done);
  addDecide(program, io, done);
  addExplain(program, io, done);
  addWho(program, io, done);
  addDiff(program, io, done);
  addMatrix(program, io, done);
  return program;
}

const exitCodes = `
Exit codes: 0 fine; 1 problems in what you gave; 2 wrong usage or unreadable files; 70 aclc itself failed.
Policies are described in docs/language.md; each diagnostic by \`aclc explain CODE\`.`;

function addInit(program: Command, io: Io, done: Done): void {
  program
    .command("init")
    .description("start a project: a small commented policy, a test file, and the build script in package.json")
    .argument("[dir]", "the project's folder", ".")
    .action(async (dir: string) => {
      done(await (await import("./init.ts")).initCommand(io, dir));
    });
}

function addBuild(program: Command, io: Io, done: Done): void {
  program
    .command("build")
    .description("compile policies: hr.acl becomes hr.acl.ts beside it")
    .argument("<entry...>", "policies; their imports come with them")
    .option("-o, --out <file|dir>", "where to write instead")
    .option("--check", "write nothing; fail if a module is missing, stale or changed by hand")
    .option("--watch", "build again whenever a file changes")
    .option("--verify", "compare the tables with the reference evaluator, in every cell")
    .addOption(levelOption("verify at this production level only"))
    .action(async (entries: string[], options: BuildOptions) => {
      if (options.watch && options.check) throw wrongUsage("`--watch` and `--check` exclude each other");
      if (options.level !== undefined && !options.verify) throw wrongUsage("`--level` goes with `--verify`", levelHelp);
      done(await (await import("./build.ts")).buildCommand(io, entries, options));
    });
}

const levelHelp = "a module serves all production levels; its application chooses one with `policy.with({ productionLevel })`";

function addCheck(program: Command, io: Io, done: Done): void {
  program
    .command("check")
    .description("report everything that is wrong with a policy")
    .argument("<path...>", "policies, or folders of them; together they make one compilation")
    .option("-f, --format <format>", `how to report: ${formats.join(", ")}`, format, "pretty")
    .option("--fix", "take out what changes no decision, and write the files")
    .action(async (paths: string[], options: CheckOptions) => {
      done(await (await import("./check.ts")).checkCommand(io, paths, options));
    });
}

function addTest(program: Command, io: Io, done: Done): void {
  program
    .command("test")
    .description("run the tests of a policy")
    .argument("<path...>", "policies with tests, or folders of them; together they make one compilation")
    .option("--coverage", "say how much of the policy the tests show, and what they leave out")
    .option("--min-coverage <percent>", "fail if one of the figures of coverage is lower", percent)
    .option("--coverage-out <file>", "write coverage as a page (.html) or as data (.json); may be given twice", (file: string, all: string[] = []) => [
      ...all,
      file,
    ])
    .option("-r, --reporter <reporter>", `how to report: ${reporters.join(", ")}`, reporter, "pretty")
    .option("--watch", "test again whenever a file changes")
    .action(async (paths: string[], options: TestOptions) => {
      done(await (await import("./test.ts")).testCommand(io, paths, options));
    });
}

const reporters: readonly Reporter[] = ["pretty", "json", "junit"];

function reporter(text: string): Reporter {
  const known = reporters.find((name) => name === text);
  if (known === undefined) throw failure(commandLineDiagnostics.wrongOption, { option: "--reporter", value: text, expected: `one of ${reporters.join(", ")}` });
  return known;
}

function percent(text: string): number {
  if (!/^\d{1,3}(\.\d+)?$/.test(text) || Number(text) > 100) {
    throw failure(commandLineDiagnostics.wrongOption, { option: "--min-coverage", value: text, expected: "a percentage from 0 to 100" });
  }
  return Number(text);
}

function addFmt(program: Command, io: Io, done: Done): void {
  program
    .command("fmt")
    .description("write policies in the one way to write them; comments and meaning stay")
    .argument("<path...>", "policies, or folders of them")
    .option("--check", "write nothing; list what is not formatted, and fail")
    .action(async (paths: string[], options: { readonly check?: boolean }) => {
      done(await (await import("./fmt.ts")).fmtCommand(io, paths, options));
    });
}

function addLsp(program: Command, done: Done): void {
  program
    .command("lsp")
    .description("the language server for editors")
    .requiredOption("--stdio", "speak over standard input and output, the only way there is")
    .action(async () => {
      done(await (await import("./lsp.ts")).lspCommand(new URL("./lsp-worker.js", import.meta.url)));
    });
}

function addDecide(program: Command, io: Io, done: Done): void {
  program
    .command("decide")
    .description("answer requests, one JSON object a line, in the shape of AuthZEN 1.0")
    .argument("<entry>", "a policy")
    .requiredOption("-r, --requests <file>", "a file of requests, or `-` for standard input")
    .addOption(levelOption("the production level").default(5))
    .addOption(new Option("--now <time>", "what the clock shows, such as 2026-11-22T10:00:00Z (default: the system's clock)").argParser(time))
    .option("--explain", "add the trace to each answer")
    .action(async (entry: string, options: DecideOptions) => {
      done(await (await import("./decide.ts")).decideCommand(io, entry, options));
    });
}

function addExplain(program: Command, io: Io, done: Done): void {
  program
    .command("explain")
    .description("show why a policy answers as it does; or the page of a diagnostic, as in `aclc explain ACL2001`")
    .argument("<entry|code>", "a policy, or a diagnostic's code")
    .option("-g, --group <group>", "the active access group")
    .option("--roles <role,…>", "instead of a group: an ad-hoc set of roles", names)
    .option("-a, --action <action>", "a setting such as open, `discover`, `privilege:NAME`, `perform:RULE`, or `see:.property`")
    .option("-c, --class <class>", "the class of the object")
    .option("--object <json|@file>", "the object (default: none)")
    .option("--operator <json|@file>", "the operator's attributes")
    .option("--context <json|@file>", "the request's attributes")
    .addOption(levelOption("the production level").default(5))
    .action(async (subject: string, options: ExplainOptions) => {
      done(await (await import("./explain.ts")).explainCommand(io, subject, options));
    });
}

function addWho(program: Command, io: Io, done: Done): void {
  program
    .command("who")
    .description("list the groups that can do something, and under which condition")
    .argument("<entry>", "a policy")
    .requiredOption("-a, --action <action>", "a setting such as open, `discover`, `privilege:NAME`, `perform:RULE`, or `see:.property`")
    .requiredOption("-c, --class <class>", "the class of the objects")
    .addOption(levelOption("the production level").default(5))
    .addOption(choice("how to answer", ["text", "json"]))
    .action(async (entry: string, options: WhoOptions) => {
      done(await (await import("./who.ts")).whoCommand(io, entry, options));
    });
}

function addDiff(program: Command, io: Io, done: Done): void {
  program
    .command("diff")
    .description("say how decisions change between two policies, two folders, or two revisions")
    .argument("<old>", "a policy, a folder of them, or `git:REVISION:PATH`")
    .argument("<new>", "the same, as it is now")
    .addOption(choice("how to answer", ["text", "json", "markdown"]))
    .addOption(levelOption("compare at this production level only"))
    .option("--exit-code", "end with 1 if anything changed")
    .action(async (before: string, after: string, options: DiffOptions) => {
      done(await (await import("./diff.ts")).diffCommand(io, before, after, options));
    });
}

function addMatrix(program: Command, io: Io, done: Done): void {
  program
    .command("matrix")
    .description("show every group's decisions on every class: as a table, as data, or as a page to walk around in")
    .argument("<entry>", "a policy")
    .addOption(choice("how to answer", ["text", "csv", "json", "html"]))
    .option("-o, --out <file>", "where to write (default: standard output)")
    .addOption(levelOption("the production level; the page shows it first").default(5))
    .action(async (entry: string, options: MatrixOptions) => {
      done(await (await import("./matrix.ts")).matrixCommand(io, entry, options));
    });
}

/** `--format`, the first of these by default. */
function choice(description: string, formats: readonly string[]): Option {
  return new Option("-f, --format <format>", `${description}: ${formats.join(", ")}`).default(formats[0]).argParser((text: string) => {
    if (formats.includes(text)) return text;
    throw failure(commandLineDiagnostics.wrongOption, { option: "--format", value: text, expected: `one of ${formats.join(", ")}` });
  });
}

function levelOption(description: string): Option {
  return new Option("-l, --level <n>", `${description}, 1 (experimental) to 5 (production)`).argParser(level);
}

function level(text: string): number {
  if (!/^[1-5]$/.test(text)) throw failure(commandLineDiagnostics.wrongOption, { option: "--level", value: text, expected: "a production level from 1 to 5" });
  return Number(text);
}

function time(text: string): number {
  const milliseconds = instant(text);
  if (!Number.isFinite(milliseconds)) {
    throw failure(commandLineDiagnostics.wrongOption, { option: "--now", value: text, expected: "a time such as 2026-11-22T10:00:00Z" });
  }
  return milliseconds;
}

function format(text: string): Format {
  const known = formats.find((name) => name === text);
  if (known === undefined) throw failure(commandLineDiagnostics.wrongOption, { option: "--format", value: text, expected: `one of ${formats.join(", ")}` });
  return known;
}

function names(text: string): readonly string[] {
  const found = text.split(",").map((name) => name.trim());
  if (found.includes("")) throw failure(commandLineDiagnostics.wrongOption, { option: "--roles", value: text, expected: "names with commas between them" });
  return found;
}

function wrongUsage(what: string, help?: string): Failure {
  return failure(commandLineDiagnostics.wrongUsage, { what }, help);
}

/** Commander has shown help already where that was asked for; its errors are put into our words. */
async function reportUsage(io: Io, error: CommanderError): Promise<ExitCode> {
  if (error.code.startsWith("commander.help") || error.code === "commander.version") return error.exitCode === 0 ? FINE : USAGE;
  const [first = "", ...rest] = error.message.replace(/^error: /, "").split("\n");
  const suggestion = rest.join(" ").match(/Did you mean (.*)\?/)?.[1];
  const help = suggestion === undefined ? "`aclc --help` shows how aclc is used" : `did you mean \`${suggestion}\`?`;
  const what = first.replace(/\.$/, "").replaceAll("'", "`");
  await reportOne(io, problem(commandLineDiagnostics.wrongUsage, { what }, help));
  return USAGE;
}
