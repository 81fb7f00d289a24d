import type { FileKind } from "./settings.ts";

/** What the room knows of files and items. */

/** A file as it was named. */
export type Reserved = { readonly id: string; readonly itemId: string; readonly unitId: string; readonly year: number; readonly number: number; readonly name: string; readonly size: number; readonly sha256: string; readonly reservedAt: string; readonly by: string; readonly bytesUntil: string };
export type Kept = { readonly file: string; readonly unitId: string; readonly sha256: string; readonly kind: FileKind; readonly at: string };
export type Description = { readonly revision: number; readonly number: string; readonly dated: string | null; readonly issuer: string; readonly subject: string; readonly by: string; readonly at: string };

type Content = { readonly state: "read" | "failed"; readonly pages: number | null; readonly hasText: boolean | null; readonly encrypted: boolean; readonly unreadable: boolean; readonly signatures: readonly Signature[]; readonly proposal: Omit<Description, "by" | "at" | "revision"> | null };
export type Signature = { readonly signer: string; readonly issuer: string; readonly signedAt: string | null; readonly intact: boolean | null; readonly coversWhole: boolean; /** Absent in what was read before chains were. */ readonly chain?: readonly { readonly name: string; readonly until: string; readonly isVerified: boolean }[]; readonly trust?: "unchecked" | "trusted" | "untrusted" };

export type FileRow = Reserved & { readonly keptAt: string | null; readonly kind: FileKind | null; readonly refusal: string | null; /** Why its unit took it back. */ readonly withdrawal: string | null; readonly verdict: "waiting" | "clean" | "infected" | null; readonly content: Content | null };
export type ItemRow = { readonly id: string; readonly unitId: string; readonly year: number; readonly at: string; readonly by: string; readonly description: Description | null; readonly versionCount: number; readonly current: FileRow | null };
