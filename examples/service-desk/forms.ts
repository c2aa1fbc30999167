// What browsers send, read and checked. Whatever is wrong is a `BadForm`, answered with status 400.
import type { Draft } from "./desk.ts";
import { teams } from "./people.ts";

export type Form = Readonly<Record<string, unknown>>;

export class BadForm extends Error {
  readonly status = 400;
}

/** A field's text, without blanks around it; empty if it is missing. */
export function readText(form: Form, name: string): string {
  const value = Object.hasOwn(form, name) ? form[name] : undefined;
  return typeof value === "string" ? value.trim() : "";
}

/** A ticket's fields as somebody wrote them. `phone` is absent when the form had no such field. */
export function readDraft(form: Form): Draft {
  const priority = readText(form, "priority");
  if (priority !== "low" && priority !== "normal" && priority !== "high") throw new BadForm("priority");
  return {
    label: notEmpty(readText(form, "label")),
    team: readTeam(readText(form, "team")),
    priority,
    question: notEmpty(readText(form, "question")),
    ...(Object.hasOwn(form, "phone") ? { phone: readText(form, "phone") || null } : {}),
  };
}

/** A text that names one of the desk's teams. */
export function readTeam(text: string): string {
  if (!teams.includes(text)) throw new BadForm("team");
  return text;
}

/** The text itself, if there is any. */
export function notEmpty(text: string): string {
  if (text === "") throw new BadForm("empty");
  return text;
}
