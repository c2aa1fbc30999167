// Stands for node:child_process in the bundle: the argument parser would load it at every start, and aclc starts no programs.
export const spawn = undefined;
