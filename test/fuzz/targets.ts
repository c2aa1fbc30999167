// What is fuzzed: lexer and parser, the formatter, the whole check, and the requests of `aclc decide`. Each must answer, never throw.
import { readdirSync, readFileSync, statSync } from "node:fs";
import { answerer } from "../../cli/answer.ts";
import { check, interpret, memoryHost } from "../../compiler/index.ts";
import { Collector } from "../../compiler/diagnostics/diagnostic.ts";
import { formatText } from "../../compiler/format/format.ts";
import { parseFile } from "../../compiler/parse/parse.ts";
import { sourceFile } from "../../compiler/source.ts";
import { broken, bytesOf, pick, type Random } from "./inputs.ts";

export interface Target {
  readonly name: string;
  /** Of how many inputs one goes here. */
  readonly share: number;
  readonly make: (random: Random) => string;
  /** Throws where something is wrong. */
  readonly run: (input: string, random: Random) => void | Promise<void>;
}

export async function targets(): Promise<readonly Target[]> {
  const good = policies();
  return [parser(good), formatter(good), wholeCheck(good), await requests()];
}

function parser(good: readonly string[]): Target {
  return {
    name: "parse",
    share: 0.6,
    make: (random) => broken(good, random),
    run: (input) => {
      const sink = new Collector();
      parseFile(sourceFile("fuzz.acl", input), sink);
      for (const { span, message } of sink.diagnostics) {
        if (span === undefined || span.start < 0 || span.end < span.start || span.end > input.length) throw new Error(`a place outside the text: ${message}`);
      }
    },
  };
}

function formatter(good: readonly string[]): Target {
  return {
    name: "format",
    share: 0.15,
    make: (random) => (random() < 0.5 ? broken(good, random) : spaced(pick(good, random), random)),
    run: (input) => {
      const { text } = formatText("fuzz.acl", input);
      if (text !== undefined && formatText("fuzz.acl", text).text !== text) throw new Error("formatted twice it is another text");
    },
  };
}

/** Other blanks between the same words, here and there. */
function spaced(text: string, random: Random): string {
  return text.replace(/[ \n]+/g, (blank) => (random() < 0.9 ? blank : blank.includes("\n") ? pick(["\n", "\n\n\n", "\r\n", "\n\t"], random) : "   "));
}

function wholeCheck(good: readonly string[]): Target {
  return {
    name: "check",
    share: 0.05,
    make: (random) => broken(good, random),
    run: async (input, random) => {
      const { policy, diagnostics } = await check(["fuzz.acl"], memoryHost(new Map([["fuzz.acl", bytesOf(input, random)]])));
      const failed = diagnostics.some((d) => d.severity === "error");
      if (failed !== (policy === undefined)) throw new Error("tables with an error, or none without");
    },
  };
}

async function requests(): Promise<Target> {
  const { policy } = await check(["p.acl"], memoryHost(new Map([["p.acl", requestPolicy]])));
  if (policy === undefined) throw new Error("the policy of the requests does not compile");
  const answer = answerer(interpret(policy.tables), policy.model, { level: 5, now: () => 0, explain: false });
  return {
    name: "decide",
    share: 0.2,
    make: (random) => (random() < 0.5 ? broken(goodRequests, random) : broken([pick(goodRequests, random)], random)),
    run: (input, random) => {
      const { json, valid } = answer(bytesOf(input.replaceAll("\n", " "), random));
      const { decision } = JSON.parse(json) as { decision: unknown };
      if (typeof decision !== "boolean" || (!valid && decision)) throw new Error(`a wrong answer: ${json}`);
    },
  };
}

/** The policies of examples and fixtures. */
function policies(): readonly string[] {
  const roots = ["examples", "test/fixtures"].map((folder) => new URL(`../../${folder}/`, import.meta.url));
  return roots.flatMap((root) =>
    readdirSync(root, { recursive: true, encoding: "utf8" })
      .filter((path) => path.endsWith(".acl"))
      .sort()
      .map((path) => new URL(path, root))
      .filter((url) => statSync(url).isFile())
      .map((url) => readFileSync(url, "utf8"))
      .filter((text) => text.length < 20_000),
  );
}

const requestPolicy = `
operator { department: text, clearances: list of text }
context { channel: "web" | "phone" }
class Work- { id: text, status: "New" | "Open", owner: text, amount: decimal, due: date, at: datetime, labels: list of text, customer: { region: text } }
privilege Approve on Work-
rule flow-action Approving on Work- requires Approve
role User { access to Work- { open when .owner = operator.id or .customer.region = "north"  modify when .amount > 3 and .due < today
  delete when .at < now - 1 day  privilege Approve when operator.clearances includes all of .labels } }
group Users { roles User }
policy Web on Work- for read { context.channel = "web" or .labels is null }
`;

const subjects = ['"accessGroup":"Users"', '"roles":["User"]', '"roles":["User","User"],"department":"a"', '"accessGroup":"Users","clearances":["a",null]'];
const actions = [
  '"name":"open"',
  '"name":"modify"',
  '"name":"privilege","properties":{"privilege":"Approve"}',
  '"name":"perform","properties":{"rule":"Approving"}',
  '"name":"see","properties":{"property":"customer.region"}',
];
const objects = [
  '"owner":"dallas","amount":4',
  '"due":"2020-01-01","at":"2020-01-01T00:00:00Z"',
  '"labels":["a"],"customer":{"region":"north"}',
  '"__proto__":{"owner":"dallas"}',
];
const goodRequests = subjects.flatMap((subject) =>
  actions.flatMap((action) =>
    objects.map(
      (object) =>
        `{"subject":{"type":"operator","id":"dallas","properties":{${subject}}},"action":{${action}},"resource":{"type":"Work-","id":"W-1","properties":{${object}}},"context":{"channel":"web"}}`,
    ),
  ),
);
