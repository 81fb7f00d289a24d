import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign, verify } from "node:crypto";
import { mkdir, open, readFile, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { openSecretKey, Problem } from "../platform/index.ts";
import { newBoxKey, publicOf, secretFor } from "./sealing.ts";

/**
 * The keys of the room, in a folder outside the database: one secret by which codes are hashed, and of each survey that
 * is open the key of its box, which is destroyed when the box has been opened.
 */
export type SurveyKeys = {
  readonly pepper: Uint8Array;
  /** Whether a box can be made here at all. */
  readonly canOpen: boolean;
  /** Makes the key of a box and keeps it; the public half goes with the survey. */
  readonly make: () => Promise<string>;
  readonly read: (publicKey: string) => Promise<string>;
  readonly destroy: (publicKey: string) => Promise<void>;
  /** Signs what a survey came to; undefined in a house without keys. */
  readonly sign: (text: string) => Promise<Signed | undefined>;
};

export type Signed = { readonly signature: string; readonly publicKey: string };

const derOf = (key: KeyObject): string => createPublicKey(key).export({ format: "der", type: "spki" }).toString("base64url");

/** Ed25519; the key stays, so that all summaries of a house are under one. */
async function signingKey(file: string): Promise<KeyObject> {
  const known = await readFile(file, "utf8").catch(() => undefined);
  if (known !== undefined) return createPrivateKey(known);
  const { privateKey } = generateKeyPairSync("ed25519");
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const kept = await open(file, "wx", 0o600).catch(() => undefined);
  // Another process was first: its key is the one.
  if (kept === undefined) return createPrivateKey(await readFile(file, "utf8"));
  try {
    await kept.writeFile(privateKey.export({ format: "pem", type: "pkcs8" }));
    await kept.sync();
  } finally {
    await kept.close();
  }
  return privateKey;
}

/** Whether a text was signed by this key. */
export function isSigned(text: string, { signature, publicKey }: Signed): boolean {
  try {
    return verify(null, Buffer.from(text), createPublicKey({ key: Buffer.from(publicKey, "base64url"), format: "der", type: "spki" }), Buffer.from(signature, "base64url"));
  } catch {
    return false;
  }
}

const missing = (): Problem => new Problem("unavailable", { detail: { vi: "Không có tệp khóa của hòm phiếu này trên máy chủ. Hãy khôi phục thư mục SURVEY_KEYS từ bản sao lưu rồi làm lại.", en: "The key file of this box is not on the server. Restore the folder SURVEY_KEYS from its copy and try again." } });

const fileOf = (folder: string, publicKey: string): string => join(folder, `${createHash("sha256").update(publicKey).digest("hex").slice(0, 32)}.box`);

export function openSurveyKeys(folder: string): SurveyKeys {
  const pepper = secretFor("cards", openSecretKey(join(folder, "survey.key")));
  return {
    pepper,
    canOpen: true,
    make: async () => {
      const { publicKey, privateKey } = await newBoxKey();
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const file = await open(fileOf(folder, publicKey), "wx", 0o600);
      try {
        await file.writeFile(privateKey);
        // On the disk before anybody seals a ballot with it.
        await file.sync();
      } finally {
        await file.close();
      }
      return publicKey;
    },
    read: async (publicKey) => {
      const privateKey = await readFile(fileOf(folder, publicKey), "utf8").catch(() => undefined);
      if (privateKey === undefined || publicOf(privateKey) !== publicKey) throw missing();
      return privateKey;
    },
    destroy: async (publicKey) => {
      await rm(fileOf(folder, publicKey), { force: true });
    },
    sign: async (text) => {
      const key = await signingKey(join(folder, "summary.key"));
      return { signature: sign(null, Buffer.from(text), key).toString("base64url"), publicKey: derOf(key) };
    },
  };
}

/** For a house without a folder of keys: surveys can be read and drawn up, not opened. */
export const noSurveyKeys: SurveyKeys = {
  pepper: new Uint8Array(32),
  canOpen: false,
  make: async () => {
    throw missing();
  },
  read: async () => {
    throw missing();
  },
  destroy: async () => undefined,
  sign: async () => undefined,
};
