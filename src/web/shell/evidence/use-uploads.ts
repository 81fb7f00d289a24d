import { type UseQueryResult, useQueryClient } from "@tanstack/react-query";
import { useMemo, useSyncExternalStore } from "react";
import { type FileView, readIntake } from "../../../contract/evidence.ts";
import type { Answer } from "../client.ts";
import { useRead } from "../query.ts";
import { forgetEvidence } from "./links.ts";
import { type Library, listenToUploads, type Sending, uploadsNow } from "./sendings.ts";
import { addFiles } from "./uploads.ts";

/** Uploads as pages see them. */

export type Intake = Answer<typeof readIntake>["body"];

export const useIntake = ({ unitId, year }: Library, isEnabled = true): UseQueryResult<Answer<typeof readIntake>> => useRead(readIntake, { params: { unitId, year } }, { enabled: isEnabled });

/** Files on their way into a library; only those of one spot where it is named. */
export function useUploads({ unitId, year }: Library, spot?: string): readonly Sending[] {
  const all = useSyncExternalStore(listenToUploads, uploadsNow);
  return useMemo(() => all.filter((one) => one.unitId === unitId && one.year === year && (spot === undefined || one.spot === spot)), [all, unitId, year, spot]);
}

const PIECE_BYTES = 4 * 1024 * 1024;

type Wish = { readonly spot: string; readonly itemId?: string; readonly onNamed?: (files: readonly FileView[]) => Promise<void>; readonly onRefused?: () => void };

/** Gives what puts files on their way into a library. */
export function useAddFiles({ unitId, year }: Library, intake: Intake | undefined): (files: readonly File[], wish: Wish) => void {
  const client = useQueryClient();
  return (files, { onNamed = async () => undefined, onRefused = () => undefined, ...wish }) => {
    addFiles(files, { ...wish, unitId, year, pieceBytes: intake?.pieceBytes ?? PIECE_BYTES, onNamed, onRefused, onChange: () => {
      void forgetEvidence(client);
    } });
  };
}
