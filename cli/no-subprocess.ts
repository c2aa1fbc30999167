// Stands for node:child_process in the bundle: the argument parser would load it at every start, and `diff` alone starts a program, git (see git.ts).
export const spawn = undefined;
