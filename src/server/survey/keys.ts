import { createHash } from "node:crypto";
import { mkdir, open, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
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
};

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
};
