// A trace as lines for people: a tree of texts with their places, before it is laid out.
import type { Span } from "../source.ts";
import { decidingSteps } from "./deciding.ts";
import type {
  AccessStep,
  ConditionStep,
  DenyStep,
  PassedClassStep,
  PassedRoleStep,
  PoliciesStep,
  PolicyStep,
  QuestionStep,
  RoleStep,
  Step,
  SubjectStep,
} from "./trace.ts";
import { atomWords, levelWords, name, questionWords, sourceText, subjectWords, wantedWords } from "./words.ts";

export interface Line {
  readonly text: string;
  readonly span: Span | undefined;
  readonly decides: boolean;
  readonly children: readonly Line[];
}

export interface Lines {
  readonly allowed: boolean;
  /** The decision in one sentence. */
  readonly headline: string;
  /** What decided, each with the comparisons that made it so. */
  readonly because: readonly Line[];
  /** Every step. */
  readonly steps: readonly Line[];
}

export function linesOf(trace: QuestionStep): Lines {
  const deciding = decidingSteps(trace);
  const { question, subject, on, allowed, level } = trace;
  const verb = question.kind === "encrypted" ? (allowed ? "encrypted" : "not encrypted") : allowed ? "allowed" : "denied";
  const headline =
    question.kind === "encrypted"
      ? `${verb}: ${questionWords(question, on.name)}`
      : `${verb}: ${subjectWords(subject)} may${allowed ? "" : " not"} ${questionWords(question, on.name)} on ${levelWords(level)}`;
  return { allowed, headline, because: because(trace, deciding), steps: trace.children.flatMap((step) => lines(step, deciding)) };
}

function because(trace: QuestionStep, deciding: ReadonlySet<Step>): readonly Line[] {
  const refusal = refused(trace);
  if (refusal !== undefined) return [plain(refusal)];
  const found: Line[] = [];
  const visit = (step: Step): void => {
    if (!deciding.has(step)) return;
    if (step.kind === "access" || step.kind === "deny" || step.kind === "policy" || step.kind === "rule" || step.kind === "encrypt") {
      if (step.kind !== "rule" || step.children.length > 0) found.push(reason(step, deciding));
      return;
    }
    const silence = silent(step, deciding);
    if (silence !== undefined) found.push(plain(silence));
    for (const child of step.children) visit(child);
  };
  for (const child of trace.children) visit(child);
  return found.length > 0 ? found : [plain(unasked(trace))];
}

/** A setting, policy or rule that decided, and below it only what made it come out so. */
function reason(step: Step, deciding: ReadonlySet<Step>): Line {
  const atoms: Line[] = [];
  const visit = (child: Step): void => {
    if (!deciding.has(child)) return;
    if (child.kind === "atom") atoms.push(lineOf(child, deciding));
    child.children.forEach(visit);
  };
  step.children.forEach(visit);
  return {
    ...lineOf(step, deciding),
    text: `${step.kind === "access" || step.kind === "deny" ? `role ${name(step.role.name)}, ` : ""}${textOf(step)}`,
    children: atoms,
  };
}

function refused({ refused: why, question, on }: QuestionStep): string | undefined {
  if (why === "base class") return "no object is of class @baseclass: it is denied everything";
  if (why === undefined) return undefined;
  const what =
    question.kind === "privilege"
      ? `privilege ${name(question.privilege)} is`
      : question.kind === "rule"
        ? `rule ${name(question.rule)} is`
        : question.kind === "see" || question.kind === "encrypted"
          ? `property .${question.path.join(".")} is`
          : "it is";
  return `${what} not declared for class ${name(on.name)}`;
}

/** Why something is denied where no setting and no policy says so. */
function silent(step: Step, deciding: ReadonlySet<Step>): string | undefined {
  if (step.kind === "policies" && !step.needed && step.truth !== "true") return `no policy for ${step.action} applies to this class`;
  if (step.kind !== "subject" || step.allowed || step.children.some((child) => deciding.has(child))) return undefined;
  if (step.children.length === 0) return "there are no roles: the default is deny";
  return `no role says anything about ${wantedWords(step.wanted)} here: the default is deny`;
}

function unasked({ question, allowed }: QuestionStep): string {
  if (question.kind === "encrypted") return "no property-encrypt policy names it";
  return question.kind === "see" && allowed ? "no property-read policy names it" : "nothing speaks against it";
}

function lines(step: Step, deciding: ReadonlySet<Step>): readonly Line[] {
  if (step.kind === "passed class" && step.why === "no block") return [];
  if (step.kind === "policies" && step.children.length === 0 && step.truth === "true")
    return [{ ...plain(`policies for ${step.action}: none apply`), decides: false }];
  if (step.kind === "rule" && step.children.length === 0) return [];
  return [lineOf(step, deciding)];
}

function lineOf(step: Step, deciding: ReadonlySet<Step>): Line {
  return { text: textOf(step), span: spanOf(step), decides: deciding.has(step), children: step.children.flatMap((child) => lines(child, deciding)) };
}

function plain(text: string): Line {
  return { text, span: undefined, decides: true, children: [] };
}

function textOf(step: Step): string {
  switch (step.kind) {
    case "question":
      return questionWords(step.question, step.on.name);
    case "subject":
      return subject(step);
    case "privilege":
      return `privilege ${name(step.privilege)}: ${step.allowed ? "held" : "not held"}`;
    case "role":
      return role(step);
    case "deny":
      return deny(step);
    case "access":
      return access(step);
    case "passed class":
      return passedClass(step);
    case "passed role":
      return passedRole(step);
    case "policies":
      return policies(step);
    case "policy":
      return policy(step);
    case "rule":
      return `rule ${name(step.rule.name)} on ${name(step.rule.on.name)}: its condition is ${step.truth}`;
    case "encrypt":
      return `policy ${name(step.policy.name)} on ${name(step.policy.on.name)} encrypts it`;
    case "condition":
      return condition(step);
    case "row":
      return step.otherwise ? "otherwise" : `row \`when ${sourceText(step.condition.span)}\`: ${step.truth}${step.decided ? "" : ", so the next row"}`;
    case "atom":
      return atomWords(step);
  }
}

function subject({ subject: who, wanted, allowed }: SubjectStep): string {
  const stop = who.kind === "group" ? who.group.stop : who.stop;
  return `${subjectWords(who)}, ${wantedWords(wanted)}: ${allowed ? "granted" : "not granted"}${stop ? "  (stops at first grant or deny)" : ""}`;
}

function role({ role: { name: roleName }, dependedOnBy, says, again }: RoleStep): string {
  const who = `role ${name(roleName)}${dependedOnBy === undefined ? "" : `, on which ${name(dependedOnBy.name)} depends`}`;
  return `${who}: ${{ grant: "grants", deny: "denies", none: "says nothing" }[says]}${again ? "  (asked above)" : ""}`;
}

function deny({ on, value, levelHolds, denies, children, level }: DenyStep): string {
  const why = denies
    ? `denies${conditionIs(children, "true")}`
    : levelHolds
      ? "says nothing, its condition is false"
      : value.lowest > value.highest
        ? "never denies"
        : `says nothing on level ${level}`;
  return `deny block on ${name(on.name)}, \`${sourceText(value.span)}\`: ${why}`;
}

function access({ on, value, levelHolds, grants, children, level }: AccessStep): string {
  const why = grants
    ? "grants"
    : levelHolds
      ? `does not grant${conditionIs(children, "")}`
      : value.level === 0
        ? "never grants"
        : `does not grant on level ${level}`;
  return `access block on ${name(on.name)}, \`${sourceText(value.span)}\`: ${why}`;
}

/** Says what a setting's condition came to, unless that goes without saying. */
function conditionIs([condition]: readonly Step[], usual: string): string {
  const truth = condition?.kind === "atom" || condition?.kind === "condition" ? condition.truth : usual;
  return truth === usual ? "" : `, its condition is ${truth}`;
}

function passedClass({ on, wanted, why, value }: PassedClassStep): string {
  const block = `access block on ${name(on.name)}`;
  switch (why) {
    case "no block":
      return `no ${block}`;
    case "blank":
      return `${block}: leaves ${wantedWords(wanted)} blank`;
    case "ends privileges":
      return `${block}: does not list it, and the role does not inherit privileges from further up`;
    case "behind":
      return `${block}${value === undefined ? "" : `, \`${sourceText(value.span)}\``}: passed over, what is nearer decides`;
  }
}

function passedRole({ role: { name: roleName }, dependedOnBy, why }: PassedRoleStep): string {
  return why === "stop"
    ? `role ${name(roleName)}: not asked, the search has stopped`
    : `role ${name(roleName)}: not asked, ${name(dependedOnBy?.name ?? "the role")} speaks for itself`;
}

function policies({ action, truth, needed }: PoliciesStep): string {
  if (!needed) return `policies for ${action}: there are none, so they open nothing`;
  return `policies for ${action}: ${truth === "true" ? "met" : "not met"}`;
}

function policy({ policy: { name: policyName, on }, truth, overriddenBy }: PolicyStep): string {
  const what = `policy ${name(policyName)} on ${name(on.name)}`;
  return overriddenBy === undefined ? `${what}: ${truth}` : `${what}: passed over, ${name(overriddenBy.on.name)} has its own of that name`;
}

function condition({ condition: one, when, truth, again }: ConditionStep): string {
  if (when !== undefined) return `${name(when.name)}, as on ${name(when.on.name)}: ${truth}${again ? "  (as above)" : ""}`;
  if (one.kind === "rows") return `its rows: ${truth}`;
  return `\`${sourceText(one.span)}\`: ${truth}`;
}

function spanOf(step: Step): Span | undefined {
  switch (step.kind) {
    case "deny":
    case "access":
      return step.value.span;
    case "passed class":
      return step.value?.span;
    case "role":
      return step.role.span;
    case "policy":
    case "encrypt":
      return step.policy.span;
    case "rule":
      return step.rule.span;
    case "condition":
      return step.when?.span ?? step.condition.span;
    case "row":
    case "atom":
      return step.condition.span;
    default:
      return undefined;
  }
}
