// Writes numbers as runtime/digits.ts reads them.

/** Five bits a digit, lowest first; a digit of 32 and more says that another follows. */
export function digits(value: number): string {
  let text = "";
  let rest = value;
  for (; rest > 31; rest = Math.floor(rest / 32)) text += DIGITS.charAt((rest % 32) + 32);
  return text + DIGITS.charAt(rest);
}

/** A list: after a number that equals the one before it, how often it comes again. */
export function digitList(numbers: ArrayLike<number>): string {
  const text: string[] = [];
  for (let i = 0; i < numbers.length;) {
    const value = numbers[i] ?? 0;
    let end = i + 1;
    while (end < numbers.length && numbers[end] === value) end += 1;
    text.push(digits(value));
    if (end - i > 1) text.push(digits(value), digits(end - i - 2));
    i = end;
  }
  return text.join("");
}

const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
