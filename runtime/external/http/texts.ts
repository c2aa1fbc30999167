// What the pages say, in English; an application may say it in other words.

export interface Texts {
  /** Of the page's language: `en`. */
  readonly lang: string;
  readonly title: string;
  /** Above the button, when the link brought its code. */
  readonly ready: string;
  readonly go: string;
  readonly send: string;
  readonly code: string;
  readonly codeHint: string;
  readonly confirm: string;
  readonly sent: string;
  readonly refused: string;
  readonly unavailable: string;
  readonly problems: string;
  readonly noScript: string;
  readonly working: string;
}

export const english: Texts = {
  lang: "en",
  title: "Your answer",
  ready: "You were asked for an answer. This link works once, and only for this.",
  go: "Continue",
  send: "Send",
  code: "Code",
  codeHint: "Copy the code from the message that you got, or the whole link. It begins with aclx1_.",
  confirm: "I have checked my answer and want to send it. It can be sent only once.",
  sent: "Thank you. Your answer was received.",
  refused: "This link can't be used. It may have been used already, replaced by a newer one, or be too old. If you need another, ask whoever sent it to you.",
  unavailable: "That did not work at this moment. Nothing is lost: please try again in a minute.",
  problems: "Please look at this again:",
  noScript: "This page needs JavaScript, so that your code stays out of the logs of servers.",
  working: "One moment …",
};
