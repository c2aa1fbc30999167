// How long things last, in milliseconds.

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** A work session ends after this time without use, and after that time at the latest. */
export const SESSION_IDLE = 30 * MINUTE;
export const SESSION_LIFETIME = 8 * HOUR;

/** How long the same submission, sent again, gets its receipt. */
export const REPLAY = DAY;

/** How long stores keep a session: while its receipt may be asked for. */
export const SESSION_KEPT = SESSION_LIFETIME + REPLAY;
