// Which steps of a trace decided: without them the decision, or its reason, would be another.
import type { QuestionStep, Step } from "./trace.ts";

/** The root, and below each deciding step those of its children that made it come out as it did. */
export function decidingSteps(root: QuestionStep): ReadonlySet<Step> {
  const found = new Set<Step>();
  const visit = (step: Step): void => {
    found.add(step);
    for (const child of carriers(step)) visit(child);
  };
  visit(root);
  return found;
}

function carriers(step: Step): readonly Step[] {
  switch (step.kind) {
    case "question":
      return ofQuestion(step);
    case "privilege":
      return step.children.filter((child) => isMet(child) === step.allowed);
    case "subject":
      return step.children.filter((child) => child.kind === "role" && child.says === (step.allowed ? "grant" : "deny"));
    case "role":
      return step.says === "none" ? [] : step.children.filter((child) => says(child) === step.says);
    case "policies":
      return step.children.filter(
        (child) => child.kind === "policy" && child.overriddenBy === undefined && (child.truth === "true") === (step.truth === "true"),
      );
    case "condition":
      return step.condition.kind === "and" || step.condition.kind === "or"
        ? step.children.filter((child) => truth(child) === step.truth)
        : step.children.filter((child) => child.kind !== "row" || child.decided);
    default:
      return step.children;
  }
}

function ofQuestion({ question, allowed, children }: QuestionStep): readonly Step[] {
  if (allowed && question.kind === "rule") return children.filter((child) => child.kind !== "privilege" || child.allowed);
  if (allowed) return children.filter(isMet);
  if (question.kind === "rule") {
    const held = children.some((child) => child.kind === "privilege" && child.allowed);
    return children.filter((child) => (child.kind === "privilege" ? !held : !isMet(child)));
  }
  if (question.kind === "discover") {
    const seen = children.some((child) => child.kind === "policies" && isMet(child));
    return children.filter((child) => (child.kind === "policies" ? !seen : !isMet(child)));
  }
  return children.filter((child) => !isMet(child));
}

function isMet(step: Step): boolean {
  switch (step.kind) {
    case "subject":
    case "privilege":
      return step.allowed;
    case "policies":
    case "rule":
      return step.truth === "true";
    default:
      return true;
  }
}

/** What a role's child makes the role say. */
function says(step: Step): "grant" | "deny" | undefined {
  if (step.kind === "deny") return step.denies ? "deny" : undefined;
  if (step.kind === "access") return step.grants ? "grant" : "deny";
  return step.kind === "role" && step.says !== "none" ? step.says : undefined;
}

function truth(step: Step): string | undefined {
  return step.kind === "atom" || step.kind === "condition" ? step.truth : undefined;
}
