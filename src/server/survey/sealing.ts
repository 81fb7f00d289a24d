import { createCipheriv, createDecipheriv, createHash, createHmac, createPrivateKey, createPublicKey, diffieHellman, generateKeyPair, type KeyObject, randomBytes, randomInt } from "node:crypto";
import { promisify } from "node:util";

/** The edge to chance and cryptography: cards, receipts, and the box that only the survey's own key opens. */

// Cards

/** Crockford's letters: none that is taken for another. */
const LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const CODE_LETTERS = 12;
const RECEIPT_LETTERS = 20;

const grouped = (text: string, size: number): string => (text.match(new RegExp(`.{1,${String(size)}}`, "g")) ?? []).join("-");

/** An interviewer's code opens many cards, so it is longer. */
const INTERVIEWER_LETTERS = 16;

const chance = (length: number): string => grouped(Array.from({ length }, () => LETTERS[randomInt(LETTERS.length)]).join(""), 4);
export const newCode = (): string => chance(CODE_LETTERS);
export const newInterviewerCode = (): string => chance(INTERVIEWER_LETTERS);

/** The letters of what people type: any case, with any separators, full width, O for 0 and I or L for 1; undefined when it cannot be one. */
function lettersOf(typed: string, length: number): string | undefined {
  if (typed.length > 100) return undefined;
  const plain = typed.normalize("NFKC").toUpperCase().replaceAll(/[\s\-.–—_]/gu, "").replaceAll("O", "0").replaceAll(/[IL]/g, "1");
  return plain.length === length && /^[0-9A-HJKMNP-TV-Z]*$/.test(plain) ? plain : undefined;
}

export const readCode = (typed: string): string | undefined => lettersOf(typed, CODE_LETTERS);
export const readInterviewerCode = (typed: string): string | undefined => lettersOf(typed, INTERVIEWER_LETTERS);
export const readReceipt = (typed: string): string | undefined => lettersOf(typed, RECEIPT_LETTERS);

/** What the database knows of a card: who has the database alone cannot try codes until one fits. */
export const cardHash = (pepper: Uint8Array, code: string): Buffer => createHmac("sha256", pepper).update(`card:${code}`).digest();

export const interviewerHash = (pepper: Uint8Array, code: string): Buffer => createHmac("sha256", pepper).update(`interviewer:${code}`).digest();

/** The code of an interviewer's card: it follows from the interviewer's own code, so that neither has to be kept. */
export function codeOfInterview(interviewer: string, number: number): string {
  const bytes = createHmac("sha256", interviewer).update(`card:${String(number)}`).digest();
  return grouped(Array.from({ length: CODE_LETTERS }, (_, i) => LETTERS[(bytes[i] ?? 0) % LETTERS.length]).join(""), 4);
}

/** What the ledger keeps of a batch: enough to see a card that was added or taken away since, and no code. */
export const hashOfCards = (hashes: readonly Buffer[]): string => createHash("sha256").update(hashes.map((one) => one.toString("hex")).toSorted().join("\n")).digest("hex");

/** A secret for one purpose, of the one in the key file. */
export const secretFor = (purpose: string, master: Uint8Array): Buffer => createHmac("sha256", master).update(`congtam survey ${purpose}`).digest();

// Forms and receipts

const NONCE = /^[\w-]{22}$/;
export const newNonce = (): string => randomBytes(16).toString("base64url");
export const isNonce = (text: string): boolean => NONCE.test(text);

/**
 * The receipt of a form: the same form sent again has the same. It comes of the card and of chance that only the form
 * carries, so neither the database nor the list of cards gives it.
 */
export function receiptOf(code: string, nonce: string): string {
  const bytes = createHash("sha256").update(`receipt:${code}:${nonce}`).digest();
  return grouped(Array.from({ length: RECEIPT_LETTERS }, (_, i) => LETTERS[(bytes[i] ?? 0) % LETTERS.length]).join(""), 5);
}

export const receiptHash = (receipt: string): Buffer => createHash("sha256").update(`receipt-hash:${receipt.replaceAll("-", "")}`).digest();

// The box

const POINT_BYTES = 32;
const TAG_BYTES = 16;
/** A key serves one ballot, so its nonce need not differ. */
const NO_IV = Buffer.alloc(12);

const rawOf = (key: KeyObject): Buffer => Buffer.from(key.export({ format: "jwk" }).x ?? "", "base64url");
const publicFrom = (raw: string): KeyObject => createPublicKey({ format: "jwk", key: { kty: "OKP", crv: "X25519", x: raw } });

type BoxKey = { readonly publicKey: string; readonly privateKey: string };

export async function newBoxKey(): Promise<BoxKey> {
  const { publicKey, privateKey } = await newPair("x25519");
  return { publicKey: rawOf(publicKey).toString("base64url"), privateKey: privateKey.export({ format: "pem", type: "pkcs8" }).toString() };
}

/** The public half, to see that a key that was read is the one that was meant. */
export const publicOf = (privateKey: string): string => rawOf(createPublicKey(createPrivateKey(privateKey))).toString("base64url");

/** As HKDF extracts it (RFC 5869), bound to what was sent. */
const keyFor = (shared: Buffer, sent: Buffer): Buffer => createHmac("sha256", sent).update(shared).update("congtam survey ballot").digest();

const newPair = promisify(generateKeyPair);

const boxes = new Map<string, KeyObject>();

/** Seals a ballot so that its length says nothing: all of a survey have `size` bytes before. */
export async function seal(publicKey: string, ballot: string, size: number): Promise<Buffer> {
  const bytes = Buffer.from(ballot, "utf8");
  if (bytes.length > size) throw new RangeError(`a ballot of ${String(bytes.length)} bytes does not fit into ${String(size)}`);
  const known = boxes.get(publicKey) ?? publicFrom(publicKey);
  boxes.set(publicKey, known);
  const once = await newPair("x25519");
  const sent = rawOf(once.publicKey);
  const cipher = createCipheriv("aes-256-gcm", keyFor(diffieHellman({ privateKey: once.privateKey, publicKey: known }), sent), NO_IV);
  // JSON ends where its last brace is; what follows are spaces.
  const body = Buffer.concat([cipher.update(bytes), cipher.update(Buffer.alloc(size - bytes.length, " ")), cipher.final()]);
  return Buffer.concat([sent, cipher.getAuthTag(), body]);
}

/** Opens what `seal` made; undefined for anything else. */
export function opener(privateKey: string): (sealed: Uint8Array) => string | undefined {
  const own = createPrivateKey(privateKey);
  return (sealed) => {
    try {
      const sent = Buffer.from(sealed.subarray(0, POINT_BYTES));
      const shared = diffieHellman({ privateKey: own, publicKey: publicFrom(sent.toString("base64url")) });
      const decipher = createDecipheriv("aes-256-gcm", keyFor(shared, sent), NO_IV, { authTagLength: TAG_BYTES }).setAuthTag(sealed.subarray(POINT_BYTES, POINT_BYTES + TAG_BYTES));
      return Buffer.concat([decipher.update(sealed.subarray(POINT_BYTES + TAG_BYTES)), decipher.final()]).toString("utf8").trimEnd();
    } catch {
      return undefined;
    }
  };
}

/** A random order that nobody can foresee. */
export function shuffled<T>(items: readonly T[]): T[] {
  const mixed = [...items];
  for (let i = mixed.length - 1; i > 0; i--) {
    const j = randomInt(i + 1);
    const [a, b] = [mixed[i], mixed[j]];
    if (a !== undefined && b !== undefined) [mixed[i], mixed[j]] = [b, a];
  }
  return mixed;
}
