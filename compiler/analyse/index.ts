// What questions about a whole policy can be asked: who can do something, and why a cell is what it is.
export { analyse, type Analysis, type Asked } from "./analysis.ts";
export { who, type Access, type Who } from "./who.ts";
