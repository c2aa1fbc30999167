// A time limit for what a driver was asked, and one error for all that drivers throw.
import { StoreUnavailable, unavailable } from "./errors.ts";

/** Five seconds unless a store is told otherwise. */
export const TIME_LIMIT = 5_000;

/** The driver's answer; StoreUnavailable if it throws, or is not there in time. The step may still happen later. */
export async function within<R>(name: string, limit: number, step: () => Promise<R>): Promise<R> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new StoreUnavailable(`the ${name} store did not answer within ${limit} milliseconds`)), limit);
  });
  try {
    return await Promise.race([step(), late]);
  } catch (error) {
    throw unavailable(name, error);
  } finally {
    clearTimeout(timer);
  }
}
