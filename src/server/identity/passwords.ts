import { hash, verify } from "@node-rs/argon2";
import { normalPassword } from "./rules.ts";

/** The edge to argon2id, which is the library's default kind: 19 MiB, two passes, one lane. */
export const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** The hash of a random password that nobody knows, at the same cost: who does not exist takes as long as who does. */
export const NOBODYS_HASH = "$argon2id$v=19$m=19456,t=2,p=1$n7PiUoxMuZpNN+U4tBKjuw$cSIV1fn5MOiEXlj5x5FZKkpulDS9D2Oy4RFrfTCsXTg";

export const hashPassword = (password: string): Promise<string> => hash(normalPassword(password), COST);

/** Whether the password is right; without a hash never, but not sooner. */
export async function isPassword(stored: string | null | undefined, password: string): Promise<boolean> {
  const isRight = await verify(stored ?? NOBODYS_HASH, normalPassword(password));
  return isRight && typeof stored === "string";
}
